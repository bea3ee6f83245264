package io.oriel.stage.usd;

import io.oriel.api.metrics.CounterDescriptor;

/** What this bundle counts. */
enum UsdCounter implements CounterDescriptor {
  WORKERS_STARTED("Worker processes started."),
  WORKERS_ENDED("Worker processes that are gone and whose pipes are closed."),
  WORKERS_KILLED("Worker processes that the reader killed: cancelled, late, or no longer wanted."),
  WORKERS_DIED("Worker processes that ended by a signal or an error of their own."),
  LOADS("Stages asked for."),
  LOADS_FAILED("Stages that could not be read, for whatever reason but cancelling."),
  LOADS_CANCELLED("Loads given up because a newer one took their place or the server stopped."),
  LOADS_TIMED_OUT("Loads that exceeded their time limit; also counted as failed."),
  FRAMES_MALFORMED(
      "Frames from a worker that broke the protocol; the load or the question failed."),
  DOWNLOADS("Stages asked for from web servers."),
  DOWNLOADS_UNCHANGED("Stages from web servers that were there already and had not changed."),
  DOWNLOADED_BYTES("Bytes of stages fetched from web servers."),
  QUERIES("Questions about properties and variants of a prim."),
  QUERIES_FAILED("Questions without an answer: no such prim, too many at once, a lost worker."),
  WARNINGS("Warnings about stages that opened nevertheless.");

  private final String help;

  UsdCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
