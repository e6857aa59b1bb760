/**
 * From a document of a published format to instructions: the plan that `consent import` prints and
 * carries out.
 */
@NullMarked
package io.consentledger.cli.imports;

import org.jspecify.annotations.NullMarked;
