/** The HTTP interface under {@code /v1}: routes, strict input, problem details, JSON answers. */
@NullMarked
package io.consentledger.node.http;

import org.jspecify.annotations.NullMarked;
