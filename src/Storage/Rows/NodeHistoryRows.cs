using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>How what happened to a node becomes a row of the table NodeHistory and back.</summary>
internal static class NodeHistoryRows
{
    public const string Insert = "INSERT INTO NodeHistory (NodeName, Event, EventTime, Actor, Comment) VALUES (?, ?, ?, ?, ?)";

    // A portion goes on behind the last row of the one before.
    public const string Portion = "SELECT NodeHistoryId, NodeName, Event, EventTime, Actor, Comment FROM NodeHistory "
        + "WHERE EventTime >= ? AND EventTime < ? AND NodeHistoryId > ? ORDER BY NodeHistoryId LIMIT ?";

    public static void Bind(Statement row, NodeHistoryRecord history) => row
        .Add(history.NodeName)
        .Add((long)history.Event)
        .Add(history.EventTime)
        .Add(history.Actor)
        .Add(history.Comment);

    public static NodeHistoryRecord Read(Statement row) => new()
    {
        NodeHistoryId = row.Long(),
        NodeName = row.Text(),
        Event = (NodeEvent)row.Int(),
        EventTime = row.Time(),
        Actor = row.Text(),
        Comment = row.Text(),
    };
}
