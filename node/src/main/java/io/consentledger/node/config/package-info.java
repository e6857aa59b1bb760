/** The node's one configuration file: read strictly, with every mistake named at once. */
@NullMarked
package io.consentledger.node.config;

import org.jspecify.annotations.NullMarked;
