package io.oriel.stage.usd;

/** One message of a worker: its kind and what it carries. */
record Frame(int kind, Payload payload) {}
