using HpcScheduler.Core.Ports;
using HpcScheduler.Storage;

namespace HpcScheduler.Conformance;

/// <summary>The store on disk.</summary>
public sealed class SqliteStoreSuite : StoreSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-store-").FullName;

    protected override IStore Open() => SqliteStore.Open(_folder);

    protected override T Read<T>(Func<IStoreReader, T> read)
    {
        using var reader = StoreReader.Open(_folder);
        return read(reader);
    }

    protected override void CleanUp() => Directory.Delete(_folder, recursive: true);
}
