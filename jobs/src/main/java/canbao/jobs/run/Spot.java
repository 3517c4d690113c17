package canbao.jobs.run;

/** One place in a settings file, or on the command line when {@code line} is 0. */
record Spot(String file, int line, int column) {

  @Override
  public String toString() {
    return line == 0 ? file : "%s:%d:%d".formatted(file, line, column);
  }
}
