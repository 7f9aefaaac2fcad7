namespace HpcScheduler.Cmdlets;

/// <summary>Suggests how running jobs give way in Balanced mode.</summary>
public sealed class PreemptionBalancedModeCompleter() : WordCompleter(
    (nameof(PreemptionMode.Graceful), "their tasks end by themselves"),
    (nameof(PreemptionMode.Immediate), "their tasks are stopped"));
