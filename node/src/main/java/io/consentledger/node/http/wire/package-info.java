/**
 * HTTP below the routes: which connections are taken, what counts as a request, and one at a time.
 */
@NullMarked
package io.consentledger.node.http.wire;

import org.jspecify.annotations.NullMarked;
