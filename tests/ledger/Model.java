package ledger;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a ledger should do, said once more in the plainest way: maps and big numbers, and a set is
/// undone by going back to a copy.
final class Model {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /// What a client is told.
  record Answer(Outcome outcome, long number) {}

  private record Account(
      int currency,
      boolean mayOverdraw,
      boolean closed,
      BigInteger debits,
      BigInteger credits,
      BigInteger debitsPending,
      BigInteger creditsPending) {
    Account posted(BigInteger debit, BigInteger credit) {
      return new Account(
          currency,
          mayOverdraw,
          closed,
          debits.add(debit),
          credits.add(credit),
          debitsPending,
          creditsPending);
    }

    Account held(BigInteger debit, BigInteger credit) {
      return new Account(
          currency,
          mayOverdraw,
          closed,
          debits,
          credits,
          debitsPending.add(debit),
          creditsPending.add(credit));
    }
  }

  private record Known(Step step, Answer answer) {}

  private enum Fate {
    OPEN,
    RESOLVED,
    EXPIRED
  }

  private record Pending(Step step, long expiryUs, Fate fate) {}

  private Map<Long, Account> accounts = new HashMap<>();
  private Map<Long, Pending> pendings = new HashMap<>();
  private final Map<Long, Known> known = new HashMap<>();
  private long decided;
  private long timeUs;

  void advance(long us) {
    timeUs = Math.max(timeUs, us);
    for (Map.Entry<Long, Pending> each : pendings.entrySet()) {
      Pending pending = each.getValue();
      if (pending.fate == Fate.OPEN && pending.expiryUs <= timeUs) {
        hold(pending.step, BigInteger.valueOf(-pending.step.amount()));
        each.setValue(new Pending(pending.step, pending.expiryUs, Fate.EXPIRED));
      }
    }
  }

  List<Answer> apply(List<Step> batch) {
    List<Answer> answers = new ArrayList<>();
    List<Step> set = new ArrayList<>();
    for (Step step : batch) {
      set.add(step);
      if (!step.linked()) {
        answers.addAll(set.size() == 1 ? List.of(single(step)) : set(set));
        set.clear();
      }
    }
    answers.addAll(refuse(set, Outcome.SET_OPEN));
    return answers;
  }

  Books.Account account(long number) {
    Account account = accounts.get(number);
    return account == null
        ? null
        : new Books.Account(
            number,
            account.currency,
            account.mayOverdraw,
            account.closed,
            account.debits.longValueExact(),
            account.credits.longValueExact(),
            account.debitsPending.longValueExact(),
            account.creditsPending.longValueExact());
  }

  long decided() {
    return decided;
  }

  private Answer single(Step step) {
    if (step.key() == 0) {
      return new Answer(Outcome.KEY_ZERO, 0);
    }
    return known.containsKey(step.key()) ? repeat(step) : remember(step, attempt(step, false));
  }

  private Answer repeat(Step step) {
    Known first = known.get(step.key());
    return first.step.equals(step) ? first.answer : new Answer(Outcome.KEY_REUSED, 0);
  }

  private Answer remember(Step step, Outcome outcome) {
    Answer answer = new Answer(outcome, ++decided);
    known.put(step.key(), new Known(step, answer));
    return answer;
  }

  private List<Answer> set(List<Step> set) {
    if (set.stream().anyMatch(step -> step.key() == 0 || known.containsKey(step.key()))) {
      return refuse(set, Outcome.SET_REFUSED);
    }
    Map<Long, Account> accountsBefore = new HashMap<>(accounts);
    Map<Long, Pending> pendingsBefore = new HashMap<>(pendings);
    List<Step> done = new ArrayList<>();
    for (Step step : set) {
      Outcome outcome = known.containsKey(step.key()) ? null : attempt(step, true);
      if (outcome != null) {
        remember(step, outcome);
      }
      if (outcome != Outcome.DONE) {
        break;
      }
      done.add(step);
    }
    if (done.size() < set.size()) {
      accounts = accountsBefore;
      pendings = pendingsBefore;
      for (Step step : done) {
        long number = known.get(step.key()).answer.number;
        known.put(step.key(), new Known(step, new Answer(Outcome.SET_REFUSED, number)));
      }
    }
    return refuse(set, Outcome.SET_REFUSED);
  }

  private List<Answer> refuse(List<Step> set, Outcome outcome) {
    List<Answer> answers = new ArrayList<>();
    for (Step step : set) {
      if (step.key() == 0) {
        answers.add(new Answer(Outcome.KEY_ZERO, 0));
      } else {
        answers.add(known.containsKey(step.key()) ? repeat(step) : remember(step, outcome));
      }
    }
    return answers;
  }

  private Outcome attempt(Step step, boolean inSet) {
    boolean opens = step.kind() == Request.OPEN || step.kind() == Request.CLOSE;
    if (inSet && opens || !isWellFormed(step)) {
      return Outcome.MALFORMED;
    }
    return switch (step.kind()) {
      case Request.TRANSFER, Request.PENDING -> move(step);
      case Request.POST, Request.VOID -> resolve(step);
      case Request.OPEN -> open(step);
      default -> close(step);
    };
  }

  private static boolean isWellFormed(Step step) {
    boolean parties = step.debit() != 0 || step.credit() != 0;
    boolean pending = step.pendingKey() != 0;
    boolean timeout = step.timeoutSeconds() != 0;
    boolean amount = step.amount() != 0;
    return switch (step.kind()) {
      case Request.TRANSFER -> !pending && !timeout;
      case Request.PENDING -> !pending;
      case Request.POST -> !parties && !timeout;
      case Request.VOID -> !parties && !timeout && !amount;
      case Request.OPEN ->
          step.debit() != 0 && step.credit() >= 0 && !amount && !pending && !timeout;
      case Request.CLOSE ->
          step.debit() != 0 && step.credit() == 0 && !amount && !pending && !timeout;
      default -> false;
    };
  }

  private Outcome move(Step step) {
    Account from = accounts.get(step.debit());
    Account to = accounts.get(step.credit());
    BigInteger amount = BigInteger.valueOf(step.amount());
    if (step.amount() <= 0) return Outcome.AMOUNT_NOT_POSITIVE;
    if (step.debit() == step.credit()) return Outcome.SAME_ACCOUNT;
    if (from == null) return Outcome.DEBIT_UNKNOWN;
    if (to == null) return Outcome.CREDIT_UNKNOWN;
    if (from.closed || to.closed) return Outcome.ACCOUNT_CLOSED;
    if (from.currency != to.currency) return Outcome.OTHER_CURRENCY;
    BigInteger debits = from.debits.add(from.debitsPending).add(amount);
    BigInteger credits = to.credits.add(to.creditsPending).add(amount);
    if (debits.max(credits).compareTo(MOST) > 0) return Outcome.OVERFLOW;
    if (!from.mayOverdraw && debits.compareTo(from.credits) > 0) return Outcome.OVERDRAFT;
    if (step.kind() == Request.PENDING) {
      long seconds = step.timeoutSeconds();
      long expiryUs = seconds == 0 ? Long.MAX_VALUE : timeUs + seconds * 1_000_000;
      pendings.put(step.key(), new Pending(step, expiryUs, Fate.OPEN));
      hold(step, amount);
    } else {
      post(step, amount);
    }
    return Outcome.DONE;
  }

  private Outcome resolve(Step step) {
    Pending pending = pendings.get(step.pendingKey());
    if (pending == null) return Outcome.PENDING_UNKNOWN;
    if (pending.fate == Fate.RESOLVED) return Outcome.PENDING_RESOLVED;
    if (pending.fate == Fate.EXPIRED) return Outcome.PENDING_EXPIRED;
    boolean posting = step.kind() == Request.POST;
    if (posting && step.amount() <= 0) return Outcome.AMOUNT_NOT_POSITIVE;
    if (step.amount() > pending.step.amount()) return Outcome.ABOVE_PENDING;
    hold(pending.step, BigInteger.valueOf(-pending.step.amount()));
    post(pending.step, BigInteger.valueOf(step.amount()));
    pendings.put(step.pendingKey(), new Pending(pending.step, pending.expiryUs, Fate.RESOLVED));
    return Outcome.DONE;
  }

  private Outcome open(Step step) {
    Account opened = new Account((int) step.credit(), false, false, ZERO, ZERO, ZERO, ZERO);
    return accounts.putIfAbsent(step.debit(), opened) == null
        ? Outcome.DONE
        : Outcome.ACCOUNT_EXISTS;
  }

  /// Opens a system account, which no step does.
  void openSystem(Step step) {
    remember(step, Outcome.DONE);
    accounts.put(
        step.debit(), new Account((int) step.credit(), true, false, ZERO, ZERO, ZERO, ZERO));
  }

  private Outcome close(Step step) {
    Account account = accounts.get(step.debit());
    if (account == null) return Outcome.DEBIT_UNKNOWN;
    if (account.closed) return Outcome.ACCOUNT_CLOSED;
    boolean empty = account.debits.equals(account.credits);
    boolean pending = account.debitsPending.add(account.creditsPending).signum() != 0;
    if (!empty || pending) return Outcome.ACCOUNT_NOT_EMPTY;
    accounts.put(
        step.debit(),
        new Account(
            account.currency,
            account.mayOverdraw,
            true,
            account.debits,
            account.credits,
            ZERO,
            ZERO));
    return Outcome.DONE;
  }

  private void post(Step step, BigInteger amount) {
    accounts.computeIfPresent(step.debit(), (number, from) -> from.posted(amount, ZERO));
    accounts.computeIfPresent(step.credit(), (number, to) -> to.posted(ZERO, amount));
  }

  private void hold(Step step, BigInteger amount) {
    accounts.computeIfPresent(step.debit(), (number, from) -> from.held(amount, ZERO));
    accounts.computeIfPresent(step.credit(), (number, to) -> to.held(ZERO, amount));
  }
}
