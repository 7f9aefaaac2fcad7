using HpcScheduler.Core.Ports;
namespace HpcScheduler.Execution.Local;
#pragma warning disable
public sealed class LocalEngine : IEngine { public static LocalEngine Create(string a, IEngineEvents e) => new(); public string Name=>"Local"; public void Start(Attempt a){} public void Stop(AttemptKey k){} public void Kill(AttemptKey k){} public void Adopt(Attempt a){} public void Forget(int i){} public ValueTask DisposeAsync()=>default; }
