using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Conformance;

/// <summary>The engine of a machine's scheduler keeps the same promises; root alone can have it.</summary>
public sealed class EngineSuiteOfLocalForOwners : EngineSuiteOfLocal
{
    public EngineSuiteOfLocalForOwners() => Assert.SkipUnless(Environment.UserName == "root", "Root alone can run tasks as other users.");

    protected override IEngine Create(IEngineEvents events) => new LocalEngine(Root, events, isForOwners: true);
}
