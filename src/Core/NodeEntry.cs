using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>A node in memory, with what is held of it.</summary>
internal sealed class NodeEntry(NodeRecord record)
{
    /// <summary>The node itself.</summary>
    public NodeRecord Record { get; set; } = record;

    /// <summary>Its name.</summary>
    public string Name => Record.Name;
}
