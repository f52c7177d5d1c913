///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerQueries
//SOURCES ledger/package-info.java
//DESCRIPTION queries of a database at half its rate, its pool, and caches against the best

import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.query.CacheRun;
import labs.ledger.query.Policy;
import labs.ledger.query.QueryRun;
import labs.ledger.query.QueryRun.Query;

/// # How long does a query take, and what do a pool and a cache do for it?
///
/// The document has queries of 3 to 8 ms, a pool that is 95 % efficient and a cache that hits 88 to
/// 92 times in a hundred, and says of none what was asked, how often, or how efficiency is counted.
/// Here three kinds of queries go to PostgreSQL through a pool at half the rate that it reaches.
/// Efficient is a pool here that nobody waits for: the share of a query's time that is not spent
/// waiting for a connection. And a cache is asked for accounts by Zipf's law, since its hits are a
/// function of the skew and of its size, and of little else.
///
/// Expect queries well below a millisecond by the median; a pool that is hardly waited for at half
/// the rate; and hits that any wanted figure can be found among, by skew and size: Caffeine between
/// LRU and the optimum, which knows what no cache does.
class LedgerQueries {
  static final String DATABASE = "PostgreSQL";
  static final String CACHES = "caches";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Measure median(Query query) {
    return Measure.less(query.id() + "_p50", "A query, median", "ms");
  }

  static Measure slowest(Query query) {
    return Measure.less(query.id() + "_p99", "A query, p99", "ms");
  }

  static Measure most(Query query) {
    return Measure.more(query.id() + "_most", "Queries as fast as it goes", "queries/s");
  }

  static Measure pool(Query query) {
    return Measure.more(query.id() + "_pool", "Not waiting for a connection", "%");
  }

  static Measure hits(Policy policy, int skew, int size) {
    return Measure.more(CacheRun.id(policy, skew, size), "Cache hits", "%");
  }

  static Lab lab() {
    Lab lab =
        Lab.named("ledger-queries")
            .title("queries of a database at half its rate, its pool, and caches against the best")
            .protocol(
                """
                PostgreSQL  10,000 accounts with 100 transfers each (quick: 10), in a fresh server, a child
                            of the fresh JVM that asks; its settings the default ones. Three queries,
                            prepared, through a pool of 8 connections (HikariCP): 8 lanes without a
                            pause until warm, then 3 s (quick: 0.5 s, full: 30 s) at half the rate
                            that they reached, by the clock; latency counts from then. Every answer
                            is known beforehand. Of the time from asking for a connection to the
                            answer, the share with a connection is what the pool is judged by.
                caches      1,000,000 requests (quick: 100,000) for one of 100,000 accounts (quick:
                            10,000), by Zipf's law with exponents of 0.90, 0.99 and 1.10, through
                            empty caches of 1, 5 and 10 % of the accounts: Caffeine (W-TinyLFU), LRU,
                            and Belady's optimum, which knows the requests to come\
                """);
    for (Query query : Query.values()) {
      Row row = Row.of(query.id() + ".p50", query.label(), median(query), DATABASE);
      lab.row(
          query == Query.POINT
              ? row.answers("prsm.db.query", Conditions.OTHER, "the document does not say of what")
              : row);
    }
    for (Query query : Query.values()) {
      lab.row(query.id() + ".p99", query.label(), slowest(query), DATABASE);
    }
    for (Query query : Query.values()) {
      lab.row(query.id() + ".most", query.label() + ", 8 lanes", most(query), DATABASE);
    }
    for (Query query : Query.values()) {
      Row row = Row.of(query.id() + ".pool", query.label(), pool(query), DATABASE);
      lab.row(
          query == Query.POINT
              ? row.answers(
                  "prsm.db.pool.efficiency", Conditions.OTHER, "efficiency as defined here")
              : row);
    }
    for (int skew : CacheRun.SKEWS) {
      for (int size : CacheRun.SIZES) {
        for (Policy policy : Policy.values()) {
          lab.row(cache(policy, skew, size));
        }
      }
    }
    return lab.plan(LedgerQueries::plan);
  }

  static Row cache(Policy policy, int skew, int size) {
    String label = "%s, exponent %s, size %s %%".formatted(policy.label(), skew / 100.0, size);
    Row row = Row.of(CacheRun.id(policy, skew, size), label, hits(policy, skew, size), CACHES);
    return policy == Policy.CAFFEINE && skew == 99 && size == 10
        ? row.answers(
            "prsm.db.cache.hits", Conditions.OTHER, "the document gives neither skew nor size")
        : row;
  }

  static void plan(RunPlan plan) {
    plan.memory(2 * Fork.MEMORY_BYTES);
    plan.expect(QueryRun.RIGHT, "queries");
    plan.expect(CacheRun.BELOW, "replays");
    plan.system(DATABASE, plan.pick(6.0, 25.0, 110.0), LedgerQueries::query);
    plan.system(CACHES, plan.pick(2.0, 8.0, 8.0), LedgerQueries::cache);
  }

  static void query(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(QueryRun.class)
            .memoryBytes(2 * Fork.MEMORY_BYTES)
            .with(trial.pick(2, 10, 100, 100), trial.pick(50, 500, 3_000, 30_000))
            .run(trial);
    for (Query query : Query.values()) {
      seen.into(trial, median(query), slowest(query), most(query), pool(query));
    }
  }

  static void cache(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(CacheRun.class)
            .with(trial.pick(1_000, 10_000, 100_000, 100_000))
            .with(trial.pick(10_000, 100_000, 1_000_000, 1_000_000), trial.seed())
            .run(trial);
    for (int skew : CacheRun.SKEWS) {
      for (int size : CacheRun.SIZES) {
        for (Policy policy : Policy.values()) {
          seen.into(trial, hits(policy, skew, size));
        }
      }
    }
  }
}
