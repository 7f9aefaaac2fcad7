namespace HpcScheduler.Cmdlets;

/// <summary>Suggests how a run time is written.</summary>
public sealed class RunTimeCompleter() : WordCompleter(
    ("30", "30 minutes"), ("1:30", "an hour and a half"), ("1:0:0", "a day"), ("90s", "90 seconds"), ("Infinite", "no limit"));
