package sandboxchicory;

class InterpretedTest extends ChicoryEngineTest {
  @Override
  ChicoryEngine.Way way() {
    return ChicoryEngine.Way.INTERPRETED;
  }

  @Override
  protected boolean countsFuel() {
    return true;
  }
}
