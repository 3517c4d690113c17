package canbao.jobs.sample;

import java.util.SplittableRandom;

/**
 * Synthetic employers: unified credit codes (GB 32100) that pass their check, a few of them large.
 */
final class Employers {

  private static final String LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] BODY_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  /** People to one employer; the model's choice. */
  private static final double STAFF = 12;

  private static final double ALL_RESIDENTS_WAN = 11_346;

  private final int[] counts = new int[Cities.COUNT];

  Employers(long persons) {
    for (int city = 0; city < Cities.COUNT; city++) {
      double residents = persons * Cities.residents(city) / ALL_RESIDENTS_WAN;
      counts[city] = Math.max(1, (int) Math.min(9_999_999, residents / STAFF));
    }
  }

  /** The code of an employer of the city; those with small numbers are drawn more often. */
  String draw(SplittableRandom random, int city) {
    double draw = random.nextDouble();
    int employer = (int) (draw * draw * counts[city]);
    return code(Cities.code(city), city * 1_000_000 + employer);
  }

  /** Registration body 9, kind 1, division, organisation with its own check, check. */
  static String code(int division, int organisation) {
    char[] code = new char[18];
    code[0] = '9';
    code[1] = '1';
    DocumentNumbers.put(code, 2, 6, division);
    DocumentNumbers.put(code, 8, 8, organisation);
    code[16] = bodyCheck(code);
    code[17] = check(code);
    return new String(code);
  }

  private static char bodyCheck(char[] code) {
    int sum = 0;
    for (int i = 0; i < BODY_WEIGHTS.length; i++) {
      sum += (code[8 + i] - '0') * BODY_WEIGHTS[i];
    }
    int check = (11 - sum % 11) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  private static char check(char[] code) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += LETTERS.indexOf(code[i]) * weight;
      weight = weight * 3 % 31;
    }
    return LETTERS.charAt((31 - sum % 31) % 31);
  }
}
