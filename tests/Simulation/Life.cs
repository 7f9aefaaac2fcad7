using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Simulation;

/// <summary>A life of a scheduler, made from a seed: users who ask for anything at any time, processes that end in every way, and deaths.</summary>
internal sealed class Life(int seed)
{
    private const int Steps = 400;
    private static readonly Caller User = new("user", UserRoles.Administrator);
    private readonly Random _random = new(seed);

    /// <summary>Lives it.</summary>
    /// <returns>The world after everything has come to its end.</returns>
    public World Live()
    {
        var world = new World(_random);
        for (var settings = _random.Next(4); settings > 0; settings--)
            world.Turn(core => core.Handle(new SetClusterProperty([SomePolicy()]), User));
        for (var step = 0; step < Steps; step++)
            Act(world);
        world.Settle();
        return world;
    }

    private void Act(World world)
    {
        switch (_random.Next(100))
        {
            case < 8:
                MakeJob(world);
                break;
            case < 34:
                Ask(world);
                break;
            case < 57:
                world.StepMachine();
                break;
            case < 60:
                world.AnswerSomeFilter(SomeVerdict());
                break;
            case < 78:
                world.EndSomeProcess(SomeExitCode());
                break;
            case < 79:
                world.AnswerSomeFilter(SomeVerdict());
                break;
            case < 80:
                world.LoseSomeProcess();
                break;
            case < 88:
                world.Turn();
                break;
            case < 97:
                world.Pass(TimeSpan.FromMilliseconds(_random.Next(20_000)));
                break;
            case < 98:
                world.Pass(TimeSpan.FromDays(_random.Next(7)));
                break;
            case < 99:
                world.SetClock(TimeSpan.FromSeconds(_random.Next(-7200, 7200)));
                break;
            default:
                world.Crash();
                break;
        }
    }

    private void Ask(World world)
    {
        var job = SomeJob(world);
        switch (_random.Next(31))
        {
            case > 27:
                ChangeNodes(world);
                break;
            case > 25:
                world.Turn(core => core.Handle(SomeExclusion(job), User));
                break;
            case < 4:
                world.Turn(core => core.Handle(new AddTask(job, [SomeTask(0, late: true)]), User));
                break;
            case < 8:
                world.Turn(core => core.Handle(new SubmitJob(job), User));
                break;
            case < 10:
                world.Turn(core => core.Handle(new RestartJob(job), User));
                break;
            case < 14:
                world.Turn(core => core.Handle(SomeStop(job), User));
                break;
            case < 17:
                StopSomeTask(world, job);
                break;
            case < 20:
                RestartSomeTask(world, job);
                break;
            case < 22:
                world.Turn(core => core.Handle(new SetJob(job, SomeChange(world)), User));
                break;
            case < 23:
                world.Turn(core => core.Handle(new RemoveJob(job), User));
                break;
            case < 24:
                world.Turn(core => core.Handle(new NewJob(new JobProperties(), CopyOf: job), User));
                break;
            case < 25:
                ChangeSomeTask(world, job);
                break;
            default:
                if (Sometimes(4))
                    world.Turn(core => core.Handle(new ImportJobTemplate("Default", "", SomeNodeTasks(), [], Replace: true), User));
                else
                    world.Turn(core => core.Handle(new SetClusterProperty([SomeSetting()]), User));
                break;
        }
    }

    private List<JobTemplateItem> SomeNodeTasks()
    {
        string[] names = ["NodePrepareTask", "NodeReleaseTask"];
        return [.. names.Where(_ => Sometimes(2)).Select(name => new JobTemplateItem { PropertyName = name, Default = $"do {_random.Next(3)}", ReadOnly = Sometimes(8) })];
    }

    private void ChangeNodes(World world)
    {
        var name = SomeNode();
        switch (_random.Next(9))
        {
            case 8:
                world.ChangePool();
                break;
            case < 2:
                world.Turn(core => core.Handle(new SetNodeState(name, NodeState.Offline, Sometimes(2)), User));
                break;
            case < 5:
                world.Turn(core => core.Handle(new SetNodeState(name, NodeState.Online), User));
                break;
            case < 6:
                world.ChangeGroup();
                break;
            case < 7:
                world.MakeNode(name);
                break;
            default:
                world.Turn(core => core.Handle(new RemoveNode(name), User));
                break;
        }
    }

    private SetJob SomeExclusion(int job) => _random.Next(3) switch
    {
        0 => new SetJob(job, new JobProperties(), AddExcludedNodes: [SomeNode()]),
        1 => new SetJob(job, new JobProperties(), RemoveExcludedNodes: [SomeNode()]),
        _ => new SetJob(job, new JobProperties(), ClearExcludedNodes: true),
    };

    private string SomeNode() => World.NodeNames[_random.Next(World.NodeNames.Count)];

    private JobProperties Placed(JobProperties properties) => properties with
    {
        SingleNode = Sometimes(6) ? true : null,
        NodeGroups = Sometimes(6) ? Sometimes(2) ? [World.Group] : [World.Group, "ComputeNodes"] : null,
        NodeGroupOp = Sometimes(2) ? null : (JobNodeGroupOp)_random.Next(3),
        RequestedNodes = Sometimes(6) ? [.. World.NodeNames.Where(_ => Sometimes(2))] : null,
        OrderBy = Sometimes(6) ? [Sometimes(2) ? "Cores" : "-Cores", "Memory"] : null,
        MinCoresPerNode = Sometimes(12) ? 2 : null,
        MaxCoresPerNode = Sometimes(12) ? 4 : null,
    };

    // Counts in another unit than cores.
    private JobProperties InUnit(JobProperties properties)
    {
        var (least, most) = (_random.Next(1, 3), _random.Next(2, 4));
        return _random.Next(12) switch
        {
            0 => properties with { UnitType = JobUnitType.Node, MinCores = null, MaxCores = null, MinNodes = least, MaxNodes = most },
            1 => properties with { UnitType = JobUnitType.Socket, MinCores = null, MaxCores = null, MinSockets = least, MaxSockets = most },
            2 => properties with { UnitType = JobUnitType.Gpu, MinCores = null, MaxCores = null, MinGpus = least, MaxGpus = most },
            _ => properties,
        };
    }

    private HpcVariable SomePolicy() => _random.Next(9) switch
    {
        < 3 => new HpcVariable("SchedulingMode", ((SchedulingMode)_random.Next(3)).ToString()),
        < 5 => new HpcVariable("EnablePools", Sometimes(2).ToString()),
        5 => new HpcVariable("BackfillLookAhead", (_random.Next(4) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        6 => new HpcVariable("GrowByPreemptionEnabled", Sometimes(2).ToString()),
        7 => new HpcVariable("PriorityBias", ((PriorityBias)_random.Next(3)).ToString()),
        _ => new HpcVariable("PreemptionBalancedMode", Sometimes(2) ? "Graceful" : "Immediate"),
    };

    private HpcVariable SomeSetting()
    {
        if (Sometimes(3))
            return SomePolicy();
        if (Sometimes(3))
            return new HpcVariable("PreemptionType", ((PreemptionMode)_random.Next(3)).ToString());
        if (Sometimes(4))
            return new HpcVariable("SubmissionFilterProgram", Sometimes(3) ? "" : "/filter");
        if (Sometimes(3))
            return new HpcVariable("ActivationFilterProgram", Sometimes(3) ? "" : "/filter");
        if (Sometimes(6))
            return new HpcVariable(Sometimes(2) ? "AutomaticGrowthEnabled" : "AutomaticShrinkEnabled", Sometimes(2).ToString());
        if (Sometimes(6))
            return new HpcVariable("TaskImmediatePreemptionEnabled", Sometimes(2).ToString());
        string[] names = ["TaskCancelGracePeriod", "NodeReleaseTaskTimeout", "TaskRetryCount", "JobRetryCount"];
        return new HpcVariable(names[_random.Next(names.Length)], _random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private FilterVerdict SomeVerdict() => _random.Next(8) switch
    {
        0 => new FilterVerdict { Outcome = FilterOutcome.Exited, ExitCode = _random.Next(2, 5), Message = "no" },
        1 => new FilterVerdict { Outcome = (FilterOutcome)_random.Next(1, 4) },
        2 => new FilterVerdict
        {
            Outcome = FilterOutcome.Exited,
            ExitCode = FilterVerdict.ChangedExitCode,
            Properties = new JobProperties { ExpandedPriority = _random.Next(5000), MaxCores = Sometimes(2) ? _random.Next(World.Cores + 2) : null },
        },
        _ => new FilterVerdict { Outcome = FilterOutcome.Exited },
    };

    private int SomeExitCode() => _random.Next(6) switch { 0 => 1, 1 => 3, _ => 0 };

    private JobProperties SomeChange(World world) => _random.Next(7) switch
    {
        0 => new JobProperties { HoldUntil = world.Now.AddSeconds(_random.Next(1, 60)).UtcDateTime },
        1 => new JobProperties { HoldUntil = DateTime.MinValue },
        2 => new JobProperties { RunTime = TimeSpan.FromSeconds(_random.Next(60)) },
        3 => new JobProperties { RunUntilCanceled = _random.Next(2) == 0 },
        4 => new JobProperties { CustomProperties = [$"turn={_random.Next(9)}"] },
        5 => new JobProperties { Progress = _random.Next(101), ProgressMessage = "message" },
        _ => new JobProperties { ExpandedPriority = _random.Next(4001) },
    };

    private void MakeJob(World world)
    {
        var job = 0;
        var minimum = _random.Next(1, World.Cores + 1);
        var hold = _random.Next(8) == 0 ? world.Now.AddSeconds(_random.Next(1, 60)).UtcDateTime : (DateTime?)null;
        var isExclusive = _random.Next(8) == 0;
        var properties = new JobProperties
        {
            ExpandedPriority = _random.Next(5) * 1000,
            HoldUntil = hold,
            MinCores = isExclusive || _random.Next(3) == 0 ? minimum : null,
            MaxCores = isExclusive || _random.Next(3) == 0 ? _random.Next(Math.Max(minimum, 3), World.Cores + 2) : null,
            RunTime = Sometimes(3) ? TimeSpan.FromSeconds(_random.Next(1, 60)) : null,
            Template = Sometimes(3) ? World.Pool : null,
            RunUntilCanceled = Sometimes(8) ? true : null,
            Exclusive = isExclusive ? true : null,
            FailOnTaskFailure = Sometimes(6) ? true : null,
            FailDependentTasks = Sometimes(3) ? true : null,
            TaskExecutionFailureRetryLimit = Sometimes(4) ? _random.Next(3) : null,
            ValidExitCodes = Sometimes(4) ? "0,3" : null,
            ParentJobIds = Sometimes(5) && world.Jobs is { Count: > 0 } jobs ? [jobs[_random.Next(jobs.Count)].Id] : null,
        };
        properties = InUnit(Placed(properties));
        properties = properties.NodeGroups is null ? properties with { NodeGroupOp = null } : properties;
        if (!world.Turn(core => job = core.Handle(new NewJob(properties), User).Id))
            return;
        List<TaskProperties> tasks = Sometimes(8)
            ? [new TaskProperties { CommandLine = "serve *", Type = TaskType.Service, FailJobOnFailure = Sometimes(3) ? true : null, FailJobOnFailureCount = 3 }]
            : [.. Enumerable.Range(0, _random.Next(5)).Select(number => SomeTask(number, late: false, isExclusive))];
        if (properties.UnitType is { } unit)
            tasks = [.. tasks.Select(task => CountedIn(unit, task))];
        if (properties is { MinCores: not null, MaxCores: not null } && tasks.Count > 0 && Sometimes(3))
            tasks[0] = tasks[0] with { RequiredNodes = Sometimes(3) ? [SomeNode(), SomeNode()] : [SomeNode()] };
        if (Sometimes(3))
            tasks.Add(new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        if (Sometimes(3))
            tasks.Add(new TaskProperties { CommandLine = "prepare", Type = TaskType.NodePrep });
        if (tasks.Count > 0)
            world.Turn(core => core.Handle(new AddTask(job, tasks), User));
        if (_random.Next(4) > 0)
            world.Turn(core => core.Handle(new SubmitJob(job), User));
    }

    private static TaskProperties CountedIn(JobUnitType unit, TaskProperties task)
    {
        var plain = task with { MinCores = null, MaxCores = null };
        return unit switch
        {
            JobUnitType.Node => plain with { MinNodes = task.MinCores, MaxNodes = task.MaxCores },
            JobUnitType.Socket => plain with { MinSockets = task.MinCores, MaxSockets = task.MaxCores },
            _ => plain,
        };
    }

    private bool Sometimes(int oneIn) => _random.Next(oneIn) == 0;

    private TaskProperties SomeTask(int number, bool late, bool mayBeExclusive = false)
    {
        var task = new TaskProperties
        {
            CommandLine = "work *",
            Name = late ? null : $"task{number}",
            MinCores = Sometimes(3) ? 2 : 1,
            MaxCores = _random.Next(2, 4),
            Rerunnable = _random.Next(3) > 0,
            Exclusive = mayBeExclusive && Sometimes(3) ? true : null,
            RunTime = Sometimes(6) ? TimeSpan.FromSeconds(_random.Next(1, 30)) : null,
            ValidExitCodes = Sometimes(6) ? "1..2" : null,
            FailJobOnFailure = Sometimes(6) ? true : null,
            Depend = number > 0 && _random.Next(3) == 0 ? [$"task{_random.Next(number)}"] : null,
        };
        return _random.Next(3) > 0
            ? task
            : task with
            {
                Type = TaskType.ParametricSweep,
                StartValue = 1,
                EndValue = _random.Next(1, 9),
                IncrementValue = _random.Next(1, 3),
                FailJobOnFailureCount = task.FailJobOnFailure is null ? null : _random.Next(1, 4),
            };
    }

    private StopJob SomeStop(int job)
    {
        var force = _random.Next(4) == 0;
        return new StopJob(job, "message", force, !force && _random.Next(3) == 0, _random.Next(3) == 0);
    }

    private void RestartSomeTask(World world, int job)
    {
        var tasks = world.TasksOf(job);
        if (Sometimes(3))
            world.Turn(core => core.Handle(new RestartTask(job, 0, 0, Failed: true), User));
        else if (tasks.Count > 0 && tasks[_random.Next(tasks.Count)].Key is var key)
            world.Turn(core => core.Handle(new RestartTask(job, key.TaskId, Sometimes(2) ? key.SubTaskId : 0, Sometimes(3)), User));
    }

    private void ChangeSomeTask(World world, int job)
    {
        var tasks = world.TasksOf(job);
        if (tasks.Count == 0)
            return;
        var key = tasks[_random.Next(tasks.Count)].Key;
        if (Sometimes(2))
            world.Turn(core => core.Handle(new SubmitTask(job, key.TaskId), User));
        else
            world.Turn(core => core.Handle(new SetTask(job, key.TaskId, SomeTask(0, late: true)), User));
    }

    private void StopSomeTask(World world, int job)
    {
        var tasks = world.TasksOf(job);
        if (tasks.Count == 0)
            return;
        var task = tasks[_random.Next(tasks.Count)];
        var subTask = task.SubTaskCount > 0 && _random.Next(2) == 0 ? _random.Next(1, task.SubTaskCount + 1) : task.Key.SubTaskId;
        var stop = new StopTask(job, task.Key.TaskId, subTask, "message", _random.Next(3) == 0, _random.Next(3) == 0);
        world.Turn(core => core.Handle(stop, User));
    }

    // Jobs that have not ended are more interesting; some requests go to those that have, or to none.
    private int SomeJob(World world)
    {
        var jobs = world.Jobs;
        if (jobs.Count == 0 || _random.Next(50) == 0)
            return 9999;
        var open = jobs.Where(job => !job.State.IsEnded()).ToList();
        var from = open.Count > 0 && _random.Next(4) > 0 ? open : jobs;
        return from[_random.Next(from.Count)].Id;
    }
}
