namespace HpcScheduler.Core;

/// <summary>The numbers of priorities.</summary>
internal static class PriorityRange
{
    /// <summary>What a job has whose owner said nothing.</summary>
    public const int Normal = 2000;
}
