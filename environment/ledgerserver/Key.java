package ledgerserver;

/// An idempotency key: 128 bits that a client draws, 32 hexadecimal digits.
record Key(long high, long low) {
  private static final int DIGITS = 32;
  private static final int HALF = DIGITS / 2;

  /// Reads one.
  ///
  /// @param text null if there is none
  /// @param what is read, for the sentence
  /// @throws Refused with status 400
  static Key of(String text, String what) throws Refused {
    Refused.unless(text != null, 400, "this path needs " + what + ", 32 hexadecimal digits");
    boolean is = text.length() == DIGITS;
    long high = 0;
    long low = 0;
    for (int i = 0; i < text.length() && is; i++) {
      int digit = digit(text.charAt(i));
      is = digit >= 0;
      high = i < HALF ? high << 4 | digit : high;
      low = i < HALF ? low : low << 4 | digit;
    }
    Refused.unless(is, 400, what + " has 32 hexadecimal digits in small letters");
    Refused.unless((high | low) != 0, 400, what + " is not zero");
    return new Key(high, low);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
