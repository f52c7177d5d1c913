package sequencer.engine;

class VolatileEngineTest implements EngineContract {
  @Override
  public Engine open(Books books) {
    return new VolatileEngine();
  }
}
