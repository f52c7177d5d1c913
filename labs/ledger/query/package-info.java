/// What is asked of the database and of a cache before it: [QueryRun] reads from PostgreSQL through
/// a pool, [CacheRun] replays one sequence of requests through caches of many sizes.
package labs.ledger.query;
