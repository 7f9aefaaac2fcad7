using System.Text.Json;
using HpcScheduler.Protocol;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Crash;

/// <summary>What the requests of the table are tried on: a machine's scheduler with a member of each role, and what root prepares for each request.</summary>
internal sealed class RoleStage(MachineHost host)
{
    /// <summary>The node that is always there; there is room for another one beside it.</summary>
    public const string Node = "first";

    private readonly Dictionary<TestUser, UserClient> _clients = [];
    private int _names;

    /// <summary>The host.</summary>
    public MachineHost Host => host;

    /// <summary>The administrator who prepares.</summary>
    public UserClient Root { get; } = host.As(TestUser.Root);

    /// <summary>Speaks as a user.</summary>
    public UserClient As(TestUser user)
    {
        if (!_clients.TryGetValue(user, out var client))
            _clients.Add(user, client = host.As(user));
        return client;
    }

    /// <summary>A name that nothing has.</summary>
    public string NewName() => $"n{Interlocked.Increment(ref _names)}";

    /// <summary>Sends a request as root.</summary>
    public Task<TReply> SendAsync<TReply>(ISchedulerRequest<TReply> request) => Root.SendAsync(request, host.Token);

    /// <summary>Sends whatever request, and reads the reply to its end.</summary>
    /// <exception cref="SchedulerException">The host's, for all of it or for a line.</exception>
    public async Task AskAsync(UserClient client, object request)
    {
        using var response = await client.PostAsync(
            request.GetType().Name, JsonSerializer.Serialize(request, ProtocolJson.Default.GetTypeInfo(request.GetType())!), host.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(host.Token));
        while (await reader.ReadLineAsync(host.Token) is { } text)
        {
            if (JsonDocument.Parse(text).RootElement.TryGetProperty("Problem", out var problem) && problem.ValueKind == JsonValueKind.Object)
                throw problem.Deserialize(ProtocolJson.Default.Problem)!.ToException();
        }
    }

    /// <summary>A job that is Configuring, of one task; its number.</summary>
    public async Task<int> JobAsync(UserClient owner, string commandLine = "true")
    {
        var job = await owner.SendAsync(new NewJob(new JobProperties()), host.Token);
        await owner.SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = commandLine }]), host.Token);
        return job.Id;
    }

    /// <summary>A job that was canceled before it ran.</summary>
    public async Task<int> CanceledJobAsync(UserClient owner)
    {
        var job = await JobAsync(owner);
        await SendAsync(new StopJob(job, "", Force: true, Graceful: false, Finish: false));
        return job;
    }

    /// <summary>A job whose task has run.</summary>
    public async Task<int> EndedJobAsync(UserClient owner, string commandLine = "true")
    {
        var job = await JobAsync(owner, commandLine);
        await SendAsync(new SubmitJob(job));
        await EndAsync(job);
        return job;
    }

    /// <summary>Waits until a job that was submitted has ended.</summary>
    public Task EndAsync(int job) => Root.ListAsync(new WaitJob([job], Any: false), host.Token);

    /// <summary>Everything in the database but the samples of the metrics, as text.</summary>
    public string Contents()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Join(host.Folder, "scheduler.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return string.Join('\n', Rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'MetricSample' ORDER BY name")
            .Select(table => $"{table}: {string.Join('\n', Rows(connection, $"SELECT * FROM {table}").Order(StringComparer.Ordinal))}"));
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Text(reader.GetValue(column)))));
        return rows;
    }

    private static string Text(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
