/// What the document's tests do, as schedules ([Scene]), and what adds by a schedule and judges
/// what comes out ([Replay], [ReplaySink]).
package labs.batcher.scene;
