namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the pools: there is one.</summary>
public sealed class PoolCompleter() : WordCompleter(("Default", "the only pool"));
