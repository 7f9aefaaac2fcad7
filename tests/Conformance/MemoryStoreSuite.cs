using HpcScheduler.Core.Ports;
using HpcScheduler.Storage;

namespace HpcScheduler.Conformance;

/// <summary>The store in memory, which is opened again by being used on.</summary>
public sealed class MemoryStoreSuite : StoreSuite
{
    private readonly MemoryStore _memory = new();

    protected override IStore Open() => _memory;

    protected override T Read<T>(Func<IStoreReader, T> read) => read(_memory);
}
