using HpcScheduler.Execution.Local;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>Tasks had the variables, the mask, the limits and the nice level of whichever session had started the host.</summary>
public sealed class TasksInheritTheSession : LocalEngineTest
{
    [Fact]
    public async Task A_task_has_the_variables_of_a_login_and_no_others_of_the_host()
    {
        Assert.NotNull(Environment.GetEnvironmentVariable("PATH"));
        var end = await Run("/usr/bin/env");
        var names = end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).ToList();
        var login = LoginEnvironment.Read();

        Assert.Equal([.. login.Keys.Append("HPCSCHEDULER_ATTEMPT").Append("PWD").Distinct().Order(StringComparer.Ordinal)], names.Order(StringComparer.Ordinal));
        Assert.Contains($"HOME={login["HOME"]}\n", end.Output, StringComparison.Ordinal);
        Assert.Contains($"PATH={login["PATH"]}\n", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "0022\n")]
    [InlineData("027", "0027\n")]
    public async Task The_mask_of_new_files_is_the_usual_one_or_the_one_that_is_asked_for(string? mask, string said) =>
        Assert.Equal(said, (await Run(Of("umask") with { Umask = mask })).Output);

    [Fact]
    public async Task A_task_has_the_usual_limits_and_nice_level_and_not_those_of_this_process()
    {
        // This runtime itself raises how many files it may open.
        var end = await Run("ulimit -S -n; ulimit -S -t; ulimit -S -c; read -r pid name state parent group session terminal owner flags a b c d e f g h priority nice rest </proc/self/stat; echo $nice");
        Assert.Equal("1024\nunlimited\n0\n0\n", end.Output);
    }

    [Theory]
    [InlineData("A=1\nB = 2\n# C=3\nexport D=\"x y\"\nE='z'\nF=\nG-H=1\n  I=2", "A=1;D=x y;E=z;I=2")]
    [InlineData("", "")]
    [InlineData("=1\nA\n\"", "")]
    public void The_files_of_a_login_are_read_as_a_login_reads_them(string text, string variables) =>
        Assert.Equal(variables, string.Join(';', LoginEnvironment.Parse(text).Select(variable => $"{variable.Key}={variable.Value}")));
}
