using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>What a task finds in its environment and on its command line (scheduler reference, sections 9 and 10).</summary>
public sealed class AttemptPlanTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData("CCP_JOBID", "2")]
    [InlineData("CCP_TASKID", "3")]
    [InlineData("CCP_TASKINSTANCEID", "0")]
    [InlineData("CCP_TASKSYSTEMID", "200000030000000")]
    [InlineData("CCP_TASKCONTEXT", "2.200000030000000")]
    [InlineData("CCP_JOBNAME", "job")]
    [InlineData("CCP_JOBTYPE", "Batch")]
    [InlineData("CCP_JOBTEMPLATE", "Default")]
    [InlineData("CCP_NODES", "1 node 2")]
    [InlineData("CCP_NODES_CORES", "1 node 2")]
    [InlineData("CCP_NUMCPUS", "2")]
    [InlineData("CCP_COREIDS", "0 1")]
    [InlineData("CCP_RETRY_COUNT", "0")]
    [InlineData("CCP_TASK_PREV_EXITCODE", "")]
    [InlineData("CCP_RERUNNABLE", "False")]
    [InlineData("CCP_EXCLUSIVE", "True")]
    [InlineData("CCP_RUNTIME", "90")]
    [InlineData("CCP_WORKDIR", "/work")]
    [InlineData("CCP_STDIN", "in")]
    [InlineData("CCP_STDOUT", "out")]
    [InlineData("CCP_STDERR", "err")]
    [InlineData("CCP_OWNER_SID", "owner")]
    [InlineData("CCP_ENVLIST", "A,B,C")]
    [InlineData("CCP_ISADMIN", "0")]
    [InlineData("CCP_CLUSTER_NAME", "node")]
    [InlineData("CCP_SCHEDULER", "/scheduler")]
    [InlineData("CCP_CONNECTIONSTRING", "/scheduler")]
    [InlineData("CCP_DATA", "/scheduler")]
    [InlineData("A", "job")]
    [InlineData("B", "task")]
    [InlineData("C", "")]
    public void The_environment_says_everything_of_job_and_task(string name, string value)
    {
        _harness.New();
        var job = _harness.New(Some.Cores(2) with { Name = "job", Exclusive = true, JobEnv = ["A=job", "B=job"] });
        _harness.Add(job, Some.Named("unwanted"));
        _harness.Add(job, Some.Named("too"));
        _harness.Add(job, new TaskProperties
        {
            CommandLine = "work", Env = ["B=task", "C="], MinCores = 2, MaxCores = 2, Exclusive = true, Rerunnable = false,
            RunTime = TimeSpan.FromSeconds(90), WorkDir = "/work", Stdin = "in", Stdout = "out", Stderr = "err",
        });
        _harness.StopTask(job, 1);
        _harness.StopTask(job, 2);
        Assert.Null(_harness.Submit(job));
        Assert.Equal(value, Variable(name));
    }

    [Theory]
    [InlineData("CCP_RUNTIME", "2147483647")]
    [InlineData("CCP_RERUNNABLE", "True")]
    [InlineData("CCP_EXCLUSIVE", "False")]
    [InlineData("CCP_JOBNAME", "")]
    [InlineData("CCP_WORKDIR", "")]
    [InlineData("CCP_ENVLIST", "")]
    public void What_was_not_said_has_its_default(string name, string value)
    {
        _harness.Submitted("work");
        Assert.Equal(value, Variable(name));
    }

    [Fact]
    public void A_task_without_a_run_time_has_that_of_its_job()
    {
        _harness.Submitted(new JobProperties { RunTime = TimeSpan.FromMinutes(2) }, Some.Task("work"));
        Assert.Equal("120", Variable("CCP_RUNTIME"));
    }

    [Fact]
    public void A_sub_task_finds_its_value_on_its_command_line_and_in_its_files()
    {
        _harness.Submitted(Some.Cores(1), new TaskProperties
        {
            CommandLine = "part *", Type = TaskType.ParametricSweep, StartValue = 10, EndValue = 20, IncrementValue = 5,
            WorkDir = "/work/*", Stdin = "in.*", Stdout = "out.***", Stderr = "err^*",
        });
        var attempt = Attempt();
        Assert.Equal(("part 10", "in.10", "out.010", "err*"), (attempt.CommandLine, attempt.Stdin, attempt.Stdout, attempt.Stderr));
        Assert.Equal("/work/*", attempt.WorkDir);
        Assert.Equal(
            ("1", "in.10", "out.010", "err*"),
            (Variable("CCP_TASKINSTANCEID"), Variable("CCP_STDIN"), Variable("CCP_STDOUT"), Variable("CCP_STDERR")));
        Assert.Equal("100000010000001", Variable("CCP_TASKSYSTEMID"));
    }

    [Fact]
    public void An_asterisk_of_a_task_without_sub_tasks_is_an_asterisk()
    {
        _harness.Submitted("ls *");
        Assert.Equal("ls *", Attempt().CommandLine);
    }

    [Fact]
    public void An_asterisk_of_a_node_task_is_the_number_of_its_sub_task()
    {
        _harness.Submitted(new JobProperties(), Some.NodePrep with { CommandLine = "prepare *" }, Some.Task("work"));
        Assert.Equal("prepare 1", Attempt().CommandLine);
        Assert.Equal(("1 node 0", "0", ""), (Variable("CCP_NODES"), Variable("CCP_NUMCPUS"), Variable("CCP_COREIDS")));
    }

    [Fact]
    public void The_retry_count_is_all_that_ran_before()
    {
        var job = _harness.Submitted(new JobProperties { TaskExecutionFailureRetryLimit = 1 }, Some.Task("work"));
        _harness.Ended(AttemptOutcome.Lost, job, 1);
        Assert.Equal(("1", ""), (Variable("CCP_RETRY_COUNT"), Variable("CCP_TASK_PREV_EXITCODE")));
        _harness.Exit(job, 1, 3);
        Assert.Equal(("2", "3"), (Variable("CCP_RETRY_COUNT"), Variable("CCP_TASK_PREV_EXITCODE")));
        Assert.Null(_harness.RestartTask(job, 1));
        _harness.Killed(job, 1);
        Assert.Equal(("1", ""), (Variable("CCP_RETRY_COUNT"), Variable("CCP_TASK_PREV_EXITCODE")));
    }

    private Attempt Attempt() => _harness.Effects.OfType<Effect.Start>().Single().Attempt;

    private string Variable(string name) => Attempt().Environment.Last(variable => variable.Key == name).Value;
}
