namespace HpcScheduler.Unit.Contracts;

/// <summary>How the rights on a job template are written, and what they allow.</summary>
public sealed class JobTemplateAclTests
{
    [Theory]
    [InlineData("D:(A;;LC;;;ann)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;LC;;;ann)", "bob", JobTemplateRights.SubmitJob, false)]
    [InlineData("D:(A;;LC;;;ann)", "Ann", JobTemplateRights.SubmitJob, false)]
    [InlineData("D:(A;;LC;;;ann)", "ann", JobTemplateRights.Edit, false)]
    [InlineData("D:(A;;DC;;;ann)", "ann", JobTemplateRights.Edit, true)]
    [InlineData("D:(A;;SD;;;ann)", "ann", JobTemplateRights.Delete, true)]
    [InlineData("D:(A;;WD;;;ann)", "ann", JobTemplateRights.ChangePermissions, true)]
    [InlineData("D:(A;;GA;;;ann)", "ann", JobTemplateAcl.All, true)]
    [InlineData("D:(A;;0x4;;;ann)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;0X50006;;;ann)", "ann", JobTemplateAcl.All, true)]
    [InlineData("D:(A;;65538;;;ann)", "ann", JobTemplateRights.Delete | JobTemplateRights.Edit, true)]
    [InlineData("D:(A;;LC;;;BU)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;LC;;;WD)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;LC;;;S-1-1-0)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;GA;;;BA)", "ann", JobTemplateRights.SubmitJob, false)]
    [InlineData("D:(A;;LC;;;BU)(D;;LC;;;ann)", "ann", JobTemplateRights.SubmitJob, false)]
    [InlineData("D:(D;;LC;;;ann)(A;;LC;;;BU)", "bob", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:(A;;LC;;;dom\\ann)", "dom\\ann", JobTemplateRights.SubmitJob, true)]
    [InlineData("D:", "ann", JobTemplateRights.SubmitJob, false)]
    [InlineData("O:BAG:DUD:PAI(A;;DCLCSDWD;;;S-1-5-32-544)(A;;LC;;;S-1-5-32-545)", "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData(JobTemplateAcl.OfNewTemplate, "ann", JobTemplateRights.SubmitJob, true)]
    [InlineData(JobTemplateAcl.OfNewTemplate, "ann", JobTemplateRights.Edit, false)]
    public void A_user_may_what_is_allowed_and_not_denied(string text, string user, JobTemplateRights right, bool allowed) =>
        Assert.Equal(allowed, JobTemplateAcl.Parse(text).Allows(user, right));

    [Theory]
    [InlineData("")]
    [InlineData("everyone")]
    [InlineData("(A;;LC;;;ann)")]
    [InlineData("D:(A;;LC;;;ann")]
    [InlineData("D:(A;;LC;;;ann) ")]
    [InlineData("D:(A;;LC;;;ann)x")]
    [InlineData("D:(A;;LC;;;ann)\n")]
    [InlineData("D:(A;;LC;;ann)")]
    [InlineData("D:(A;;LC;;;)")]
    [InlineData("D:(A;;LC;;; ann)")]
    [InlineData("D:(A;OI;LC;;;ann)")]
    [InlineData("D:(AU;;LC;;;ann)")]
    [InlineData("D:(A;;;;;ann)")]
    [InlineData("D:(A;;L;;;ann)")]
    [InlineData("D:(A;;LCx;;;ann)")]
    [InlineData("D:(A;;lc;;;ann)")]
    [InlineData("D:(A;;0;;;ann)")]
    [InlineData("D:(A;;1;;;ann)")]
    [InlineData("D:(A;;0xFFFFFFFF;;;ann)")]
    [InlineData("D:(A;;99999999999;;;ann)")]
    [InlineData("D:(A;;LC;;;S-1-5-21-1-2-3-500)")]
    [InlineData("D:(A;;LC;;;ann)S:(AU;;LC;;;WD)")]
    public void What_says_nothing_that_is_understood_is_refused(string text)
    {
        var exception = Assert.Throws<SchedulerException>(() => JobTemplateAcl.Parse(text));

        Assert.Same(SchedulerErrors.InvalidTemplateAcl, exception.Error);
        Assert.Equal(text, exception.Target);
    }

    [Fact]
    public void A_descriptor_keeps_its_text_and_tells_it_in_words()
    {
        var descriptor = new HpcJobTemplateSecurityDescriptor("nightly", "D:(A;;DCLCSDWD;;;BA)(A;;4;;;BU)(D;;LC;;;ann)");

        Assert.Equal("D:(A;;DCLCSDWD;;;BA)(A;;4;;;BU)(D;;LC;;;ann)", descriptor.Sddl);
        Assert.Equal(
            ["Administrators: Edit, SubmitJob, Delete, ChangePermissions", "Everyone: SubmitJob", "ann: not SubmitJob"], descriptor.Access);
        descriptor.Sddl = "nonsense";
        Assert.Empty(descriptor.Access);
    }

    // A text of many parts must not be tried in every way.
    [Fact]
    public void A_long_text_is_refused_at_once()
    {
        var text = "O:" + new string('G', 2000) + "D:" + string.Concat(Enumerable.Repeat("PAI", 500)) + string.Concat(Enumerable.Repeat("(A;;LC;;;ann)", 100)) + "x";

        Assert.False(JobTemplateAcl.TryParse(text, out _, out _));
    }
}
