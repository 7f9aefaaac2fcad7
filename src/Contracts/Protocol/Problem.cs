using System.Text.Json.Serialization;

namespace HpcScheduler.Protocol;

/// <summary>An error as the host answers it: problem details (RFC 9457) with members of ours.</summary>
public sealed record Problem
{
    /// <summary>urn:hpcscheduler:error: and the id.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    /// <summary>The id.</summary>
    [JsonPropertyName("title")]
    public string Title { get; init; } = "";

    /// <summary>The HTTP status.</summary>
    [JsonPropertyName("status")]
    public int Status { get; init; }

    /// <summary>The whole sentence.</summary>
    [JsonPropertyName("detail")]
    public string Detail { get; init; } = "";

    /// <summary>The id: <see cref="SchedulerError.Id"/>.</summary>
    public string ErrorId { get; init; } = "";

    /// <summary>What the user named, as text.</summary>
    public string? Target { get; init; }

    /// <summary>The problem that an exception stands for.</summary>
    public static Problem From(SchedulerException exception) => new()
    {
        Type = "urn:hpcscheduler:error:" + exception.Error.Id,
        Title = exception.Error.Id,
        Status = exception.Error.Status,
        Detail = exception.Message,
        ErrorId = exception.Error.Id,
        Target = exception.Target?.ToString(),
    };

    /// <summary>The exception that this problem stands for.</summary>
    public SchedulerException ToException() => new(SchedulerErrors.Find(ErrorId), Target, Detail, null);
}
