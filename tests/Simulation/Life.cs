using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Protocol;

namespace HpcScheduler.Simulation;

/// <summary>A life of a scheduler, made from a seed: users who ask for anything at any time, processes that end in every way, and deaths.</summary>
internal sealed class Life(int seed)
{
    private const int Steps = 400;
    private static readonly Caller User = new("user", IsAdministrator: true);
    private readonly Random _random = new(seed);

    /// <summary>Lives it.</summary>
    /// <returns>The world after everything has come to its end.</returns>
    public World Live()
    {
        var world = new World(_random);
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
            case < 12:
                world.Turn(core => core.Handle(new AddTask(SomeJob(world), [SomeTask(0, late: true)]), User));
                break;
            case < 18:
                world.Turn(core => core.Handle(new SubmitJob(SomeJob(world)), User));
                break;
            case < 24:
                world.Turn(core => core.Handle(SomeStop(world), User));
                break;
            case < 30:
                StopSomeTask(world);
                break;
            case < 32:
                world.Turn(core => core.Handle(new SetJob(SomeJob(world), new JobProperties { ExpandedPriority = _random.Next(4001) }), User));
                break;
            case < 34:
                var name = _random.Next(2) == 0 ? "TaskCancelGracePeriod" : "NodeReleaseTaskTimeout";
                var value = _random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture);
                world.Turn(core => core.Handle(new SetClusterProperty([new HpcVariable(name, value)]), User));
                break;
            case < 60:
                world.StepMachine();
                break;
            case < 78:
                world.EndSomeProcess(_random.Next(3) == 0 ? 1 : 0);
                break;
            case < 80:
                world.LoseSomeProcess();
                break;
            case < 90:
                world.Turn();
                break;
            case < 98:
                world.Pass(TimeSpan.FromMilliseconds(_random.Next(20_000)));
                break;
            case < 99:
                world.Pass(TimeSpan.FromDays(_random.Next(7)));
                break;
            default:
                world.Crash();
                break;
        }
    }

    private void MakeJob(World world)
    {
        var job = 0;
        var minimum = _random.Next(1, World.Cores + 1);
        var hold = _random.Next(8) == 0 ? world.Now.AddSeconds(_random.Next(1, 60)).UtcDateTime : (DateTime?)null;
        var properties = new JobProperties
        {
            ExpandedPriority = _random.Next(5) * 1000,
            HoldUntil = hold,
            MinCores = _random.Next(2) == 0 ? minimum : null,
            MaxCores = _random.Next(2) == 0 ? _random.Next(minimum, World.Cores + 2) : null,
        };
        if (!world.Turn(core => job = core.Handle(new NewJob(properties), User).Id))
            return;
        var tasks = Enumerable.Range(0, _random.Next(5)).Select(number => SomeTask(number, late: false)).ToList();
        if (_random.Next(3) == 0)
            tasks.Add(new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        if (tasks.Count > 0)
            world.Turn(core => core.Handle(new AddTask(job, tasks), User));
        if (_random.Next(4) > 0)
            world.Turn(core => core.Handle(new SubmitJob(job), User));
    }

    private TaskProperties SomeTask(int number, bool late)
    {
        var task = new TaskProperties
        {
            CommandLine = "work *",
            Name = late ? null : $"task{number}",
            MinCores = _random.Next(1, 3),
            MaxCores = _random.Next(2, 4),
            Rerunnable = _random.Next(3) > 0,
            Depend = number > 0 && _random.Next(3) == 0 ? [$"task{_random.Next(number)}"] : null,
        };
        return _random.Next(3) > 0
            ? task
            : task with { Type = TaskType.ParametricSweep, StartValue = 1, EndValue = _random.Next(1, 9), IncrementValue = _random.Next(1, 3) };
    }

    private StopJob SomeStop(World world)
    {
        var force = _random.Next(4) == 0;
        return new StopJob(SomeJob(world), "message", force, !force && _random.Next(3) == 0, _random.Next(3) == 0);
    }

    private void StopSomeTask(World world)
    {
        var job = SomeJob(world);
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
