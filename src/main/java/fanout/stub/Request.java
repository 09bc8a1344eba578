package fanout.stub;

/**
 * The part of a request that the stub needs to know.
 *
 * @param number the number in its path, at least 0; 0 if there was none
 * @param withoutBody whether the reply must be a head alone, as for the method HEAD
 * @param last whether the connection ends with the reply
 */
record Request(int number, boolean withoutBody, boolean last) {
  Request asLast() {
    return new Request(number, withoutBody, true);
  }
}
