package io.consentledger.node.http;

import java.util.concurrent.CompletionStage;

/**
 * Answers one kind of request. Called on an event loop, so it must not block for long; may throw
 * {@link ProblemException} or complete with one.
 */
@FunctionalInterface
interface Endpoint {
  CompletionStage<Answer> answer(Request request);
}
