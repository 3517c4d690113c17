package canbao.jobs.run;

/** Where a value stands and where its key does; an item of a list has no key of its own. */
record Place(Spot key, Spot value) {

  static Place of(Spot spot) {
    return new Place(spot, spot);
  }
}
