using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Reads and writes the small tables: Scheduler, ClusterProperty, ClusterEnvironment, Node and NodeGroup.</summary>
internal sealed class SettingRows(SqliteConnection connection, JsonText json) : IDisposable
{
    private const string NodeColumns =
        "Name, Cores, SubscribedCores, Sockets, SubscribedSockets, Memory, CoreIds, NumaNodes, Gpus, Affinity, State, Description, Location, IsDiscovered, Role";

    private static readonly HashSet<string> Known = [.. ClusterProperties.Default.List().Select(property => property.Name)];

    private readonly Statement _readLastJobId = new(connection, "SELECT LastJobId FROM Scheduler");

    private readonly Statement _writeLastJobId = new(connection, "UPDATE Scheduler SET LastJobId = ?");

    private readonly Statement _readProperties = new(connection, "SELECT Name, Value FROM ClusterProperty ORDER BY Name");

    private readonly Statement _writeProperty = new(connection, "INSERT OR REPLACE INTO ClusterProperty (Name, Value) VALUES (?, ?)");

    private readonly Statement _readEnvironment = new(connection, "SELECT Name, Value FROM ClusterEnvironment ORDER BY Name");

    private readonly Statement _clearEnvironment = new(connection, "DELETE FROM ClusterEnvironment");

    private readonly Statement _writeVariable = new(connection, "INSERT INTO ClusterEnvironment (Name, Value) VALUES (?, ?)");

    private readonly Statement _readNodes = new(connection, $"SELECT {NodeColumns} FROM Node ORDER BY Name");

    private readonly Statement _writeNode =
        new(connection, $"INSERT OR REPLACE INTO Node ({NodeColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _deleteNode = new(connection, "DELETE FROM Node WHERE Name = ?");

    private readonly Statement _readNodeGroups = new(connection, "SELECT Id, Name, Description, Nodes FROM NodeGroup ORDER BY Id");

    // Not INSERT OR REPLACE, by which a second group of the same name would drive out the first.
    private readonly Statement _writeNodeGroup = new(connection, "INSERT INTO NodeGroup (Id, Name, Description, Nodes) VALUES (?, ?, ?, ?) "
        + "ON CONFLICT (Id) DO UPDATE SET Name = excluded.Name, Description = excluded.Description, Nodes = excluded.Nodes");

    private readonly Statement _deleteNodeGroup = new(connection, "DELETE FROM NodeGroup WHERE Id = ?");

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
        SubscribedSockets = row.IntOrNull(),
        Memory = row.Int(),
        CoreIds = JsonText.ReadNumbers(row.Utf8()),
        NumaNodes = JsonText.ReadNumbers(row.Utf8()),
        Gpus = JsonText.ReadNumbers(row.Utf8()),
        Affinity = row.IntOrNull() is { } affinity ? affinity != 0 : null,
        State = (NodeState)row.Int(),
        Description = row.Text(),
        Location = row.Text(),
        IsDiscovered = row.Bool(),
        Role = (NodeRole)row.Int(),
    });

    public void Write(NodeRecord node) => _writeNode
        .Add(node.Name)
        .Add(node.Cores)
        .Add(node.SubscribedCores)
        .Add(node.Sockets)
        .Add(node.SubscribedSockets)
        .Add(node.Memory)
        .AddText(json.Write(node.CoreIds))
        .AddText(json.Write(node.NumaNodes))
        .AddText(json.Write(node.Gpus))
        .Add(node.Affinity is { } affinity ? affinity ? 1 : 0 : (int?)null)
        .Add((long)node.State)
        .Add(node.Description)
        .Add(node.Location)
        .Add(node.IsDiscovered)
        .Add((long)node.Role)
        .Run();

    public void DeleteNode(string name) => _deleteNode.Add(name).Run();

    public List<NodeGroupRecord> ReadNodeGroups() => _readNodeGroups.ReadAll(row => new NodeGroupRecord(row.Int(), row.Text())
    {
        Description = row.Text(),
        Nodes = json.ReadNodes(row.Utf8()),
    });

    public void Write(NodeGroupRecord group) =>
        _writeNodeGroup.Add(group.Id).Add(group.Name).Add(group.Description).AddText(json.Write(group.Nodes)).Run();

    public void DeleteNodeGroup(int id) => _deleteNodeGroup.Add(id).Run();

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
        _deleteNode.Dispose();
        _readNodeGroups.Dispose();
        _writeNodeGroup.Dispose();
        _deleteNodeGroup.Dispose();
    }
}
