using System.Text;
using System.Xml.Linq;

namespace HpcScheduler.Unit.Contracts.JobFile;

public sealed class JobXmlWriterTests
{
    private static readonly XNamespace Namespace = "http://schemas.microsoft.com/HPCS2008R2/scheduler/";

    private static readonly HpcJob Job = new()
    {
        Id = 7,
        Owner = "mia",
        State = JobState.Failed,
        AutoCalculateMin = true,
        AutoCalculateMax = true,
    };

    private static readonly string[] Counts = ["MinCores", "MaxCores", "MinSockets", "MaxSockets", "MinNodes", "MaxNodes"];

    private static readonly HpcTask Task = new() { JobId = 7, TaskId = 3, CommandLine = "true" };

    [Fact]
    public void A_job_file_has_the_shape_of_HPC_Packs()
    {
        var job = Job with
        {
            Name = "night",
            ExpandedPriority = 2015,
            MinCores = 2,
            AutoCalculateMin = false,
            RunTime = TimeSpan.FromMinutes(2),
            CreateTime = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc).ToLocalTime(),
            HoldUntil = new DateTime(2030, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc).ToLocalTime(),
            CustomProperties = ["A=1"],
            JobEnv = ["B=two\nlines", "C= x", "D="],
        };

        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <Job Version="3.000" Id="7" State="Failed" Name="night" Owner="mia" UserName="mia" JobTemplate="Default" JobType="Batch" Priority="Normal+15" UnitType="Core" AutoCalculateMin="false" AutoCalculateMax="true" MinCores="2" MaxCores="0" RuntimeSeconds="120" RunUntilCanceled="false" IsExclusive="false" SingleNode="false" MinMemory="1" MaxMemory="2147483647" MinCoresPerNode="1" MaxCoresPerNode="2147483647" EstimatedProcessMemory="0" FailOnTaskFailure="false" FailDependentTasks="false" TaskExecutionFailureRetryLimit="0" HoldUntil="2030-01-02T03:04:05.678" NotifyOnStart="false" NotifyOnCompletion="false" CreateTime="2030-01-02T03:04:05" PendingReason="None" RequeueCount="0" AutoRequeueCount="0" Progress="0" xmlns="http://schemas.microsoft.com/HPCS2008R2/scheduler/">
              <ExtendedTerms>
                <Term>
                  <Name>A</Name>
                  <Value>1</Value>
                </Term>
              </ExtendedTerms>
              <EnvironmentVariables>
                <Variable>
                  <Name>B</Name>
                  <Value>two
            lines</Value>
                </Variable>
                <Variable>
                  <Name>C</Name>
                  <Value xml:space="preserve"> x</Value>
                </Variable>
                <Variable>
                  <Name>D</Name>
                  <Value xml:space="preserve"></Value>
                </Variable>
              </EnvironmentVariables>
              <Dependencies />
              <Tasks>
                <Task Version="3.000" Id="3" NiceId="3" ParentJobId="7" State="NA" Type="Basic" CommandLine="true" UnitType="Core" MinCores="1" MaxCores="1" IsExclusive="false" IsRerunnable="true" FailJobOnFailure="false" CreateTime="2030-01-02T03:04:05" PendingReason="None" RequeueCount="0" />
              </Tasks>
            </Job>
            """,
            Xml.Written(job, Task with { CreateTime = job.CreateTime }));
    }

    [Fact]
    public void A_task_file_has_the_task_alone()
    {
        var task = XElement.Parse(Xml.Written(Task));
        Assert.Equal(Namespace + "Task", task.Name);
        Assert.Equal("3.000", task.Attribute("Version")!.Value);
        Assert.Equal("7", task.Attribute("ParentJobId")!.Value);
    }

    [Fact]
    public void There_is_no_byte_order_mark()
    {
        using var stream = new MemoryStream();
        JobXmlWriter.Write(stream, Xml.Path, Job with { Name = "Größe" }, []);

        Assert.Equal((byte)'<', stream.ToArray()[0]);
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void Sub_tasks_are_passed_over()
    {
        var sweep = Task with { Type = TaskType.ParametricSweep, StartValue = 1, EndValue = 2, IncrementValue = 1 };
        var job = XElement.Parse(Xml.Written(Job, sweep, sweep with { SubTaskId = 1 }, sweep with { SubTaskId = 2 }));

        Assert.Equal("2", Assert.Single(job.Descendants(Namespace + "Task")).Attribute("EndValue")!.Value);
    }

    [Theory]
    [InlineData(JobUnitType.Core, "Core", "MinCores='1' MaxCores='2'")]
    [InlineData(JobUnitType.Socket, "Socket", "MinSockets='3' MaxSockets='4'")]
    [InlineData(JobUnitType.Node, "Node", "MinNodes='5' MaxNodes='6'")]
    [InlineData(JobUnitType.Gpu, "Socket", "MinSockets='7' MaxSockets='8'")]
    public void The_counts_of_its_unit_are_written(JobUnitType unit, string written, string counts)
    {
        var job = XElement.Parse(Xml.Written(new HpcJob
        {
            UnitType = unit,
            MinCores = 1,
            MaxCores = 2,
            MinSockets = 3,
            MaxSockets = 4,
            MinNodes = 5,
            MaxNodes = 6,
            MinGpus = 7,
            MaxGpus = 8,
        }));

        Assert.Equal(written, job.Attribute("UnitType")!.Value);
        Assert.Equal(
            counts,
            string.Join(' ', job.Attributes()
                .Where(attribute => Counts.Contains(attribute.Name.LocalName))
                .Select(attribute => $"{attribute.Name}='{attribute.Value}'")));
    }

    [Fact]
    public void A_job_of_graphics_processors_has_the_mark_once()
    {
        var job = XElement.Parse(Xml.Written(Job with { UnitType = JobUnitType.Gpu, CustomProperties = ["gpujob=no", "A=1"] }));
        Assert.Equal(["gpujobtrue", "A1"], job.Descendants(Namespace + "Term").Select(term => term.Value));
    }

    [Theory]
    [InlineData(TaskType.Basic)]
    [InlineData(TaskType.NodePrep)]
    [InlineData(TaskType.NodeRelease)]
    [InlineData(TaskType.Service)]
    public void What_a_type_does_not_allow_is_not_written(TaskType type)
    {
        var failsJob = type == TaskType.Basic;
        var task = XElement.Parse(Xml.Written(Task with { Type = type, FailJobOnFailure = failsJob, FailJobOnFailureCount = 1 }));
        string[] forbidden = type switch
        {
            TaskType.Basic => ["StartValue", "EndValue", "IncrementValue", "FailJobOnFailureCount"],
            TaskType.Service => ["StartValue", "EndValue", "IncrementValue", "IsRerunnable", "DependsOn"],
            _ => ["StartValue", "EndValue", "IncrementValue", "IsRerunnable", "DependsOn", "IsExclusive", "RequiredNodes", .. Counts],
        };
        Assert.Empty(task.Attributes().Select(attribute => attribute.Name.LocalName).Intersect(forbidden));
    }

    [Theory]
    [InlineData(0.1, "1")]
    [InlineData(1.0, "1")]
    [InlineData(1.5, "2")]
    public void A_part_of_a_second_counts_as_a_whole_one(double seconds, string written)
    {
        var task = XElement.Parse(Xml.Written(Task with { RunTime = TimeSpan.FromSeconds(seconds) }));
        Assert.Equal(written, task.Attribute("RuntimeSeconds")!.Value);
    }

    [Theory]
    [InlineData(0x1B)]
    [InlineData(0x00)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    [InlineData(0xFFFF)]
    public void A_character_that_XML_cannot_hold_is_named(int number)
    {
        var text = $"a{(char)number}b";
        Check(() => Xml.Written(Job, Task, Task with { TaskId = 4, CommandLine = text }), "CommandLine of Task 4");
        Check(() => Xml.Written(Job with { JobEnv = ["A=" + text] }), "Value of Job 7");

        void Check(Func<object> write, string place)
        {
            var error = Assert.Throws<SchedulerException>(write);
            Assert.Same(SchedulerErrors.FileNotWritable, error.Error);
            Assert.Equal(Xml.Path, error.Target);
            Assert.Contains($"{place} has the character U+{number:X4}, which XML cannot hold", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tasks_are_written_as_they_come()
    {
        using var stream = new MemoryStream();
        var longest = 0L;
        JobXmlWriter.Write(stream, Xml.Path, Job, Enumerable.Range(1, 10_000).Select(id =>
        {
            longest = Math.Max(longest, stream.Length);
            return Task with { TaskId = id };
        }));

        Assert.True(longest > stream.Length / 2);
        Assert.Equal(10_000, Xml.Job(Encoding.UTF8.GetString(stream.ToArray())).Tasks.Count);
    }
}
