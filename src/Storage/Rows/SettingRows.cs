using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Reads and writes the small tables: Scheduler, ClusterProperty, ClusterEnvironment and Node.</summary>
internal sealed class SettingRows(SqliteConnection connection) : IDisposable
{
    private static readonly HashSet<string> Known = [.. ClusterProperties.Default.List().Select(property => property.Name)];

    private readonly Statement _readLastJobId = new(connection, "SELECT LastJobId FROM Scheduler");

    private readonly Statement _writeLastJobId = new(connection, "UPDATE Scheduler SET LastJobId = ?");

    private readonly Statement _readProperties = new(connection, "SELECT Name, Value FROM ClusterProperty ORDER BY Name");

    private readonly Statement _writeProperty = new(connection, "INSERT OR REPLACE INTO ClusterProperty (Name, Value) VALUES (?, ?)");

    private readonly Statement _readEnvironment = new(connection, "SELECT Name, Value FROM ClusterEnvironment ORDER BY Name");

    private readonly Statement _clearEnvironment = new(connection, "DELETE FROM ClusterEnvironment");

    private readonly Statement _writeVariable = new(connection, "INSERT INTO ClusterEnvironment (Name, Value) VALUES (?, ?)");

    private readonly Statement _readNodes =
        new(connection, "SELECT Name, Cores, SubscribedCores, Sockets, Memory FROM Node ORDER BY Name");

    private readonly Statement _writeNode =
        new(connection, "INSERT OR REPLACE INTO Node (Name, Cores, SubscribedCores, Sockets, Memory) VALUES (?, ?, ?, ?, ?)");

    public int ReadLastJobId() =>
        _readLastJobId.ReadFirst(row => (int?)row.Int()) ?? throw new InvalidDataException("The number of the last job is missing");

    public void WriteLastJobId(int id) => _writeLastJobId.Add(id).Run();

    /// <summary>
    /// The stored values over the defaults. A name that is not known belongs to a newer version, which will want it again.
    /// </summary>
    public ClusterProperties ReadClusterProperties()
    {
        try
        {
            return _readProperties.ReadAll(row => new HpcVariable(row.Text(), row.Text()))
                .Where(stored => Known.Contains(stored.Name))
                .Aggregate(ClusterProperties.Default, (properties, stored) => properties.With(stored))
                with
                {
                    Environment = _readEnvironment.ReadAll(row => $"{row.Text()}={row.Text()}"),
                };
        }
        catch (SchedulerException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    public void Write(ClusterProperties properties)
    {
        foreach (var (name, value) in properties.List())
            _writeProperty.Add(name).Add(value).Run();
        _clearEnvironment.Run();
        foreach (var variable in properties.Environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            _writeVariable.Add(variable[..equals]).Add(variable[(equals + 1)..]).Run();
        }
    }

    public List<NodeRecord> ReadNodes() => _readNodes.ReadAll(row => new NodeRecord(row.Text(), row.Int(), row.IntOrNull())
    {
        Sockets = row.Int(),
        Memory = row.Int(),
    });

    public void Write(NodeRecord node) =>
        _writeNode.Add(node.Name).Add(node.Cores).Add(node.SubscribedCores).Add(node.Sockets).Add(node.Memory).Run();

    public void Dispose()
    {
        _readLastJobId.Dispose();
        _writeLastJobId.Dispose();
        _readProperties.Dispose();
        _writeProperty.Dispose();
        _readEnvironment.Dispose();
        _clearEnvironment.Dispose();
        _writeVariable.Dispose();
        _readNodes.Dispose();
        _writeNode.Dispose();
    }
}
