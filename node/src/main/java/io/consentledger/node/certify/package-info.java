/** Certification of the ledger's blocks: joins the certifier to ledger, peers and operators. */
@NullMarked
package io.consentledger.node.certify;

import org.jspecify.annotations.NullMarked;
