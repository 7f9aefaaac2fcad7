using HpcScheduler.Core.Records;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    [Fact]
    public void A_job_template_comes_back_as_it_was()
    {
        Store.Commit(new() { JobTemplates = [FullTemplate("größer"), Template("b"), Template("B")] });

        var templates = Reopen().Load().JobTemplates;

        Assert.Equal(["B", "b", "größer"], templates.Select(template => template.Name));
        RecordAssert.Same(Template("b"), templates[1]);
        RecordAssert.Same(FullTemplate("größer"), templates[2]);
        Assert.Equal(2, templates[2].Items.Count);
    }

    [Fact]
    public void A_job_template_is_replaced_and_deleted_by_its_name()
    {
        Store.Commit(new() { JobTemplates = [FullTemplate("a"), Template("b"), Template("c")] });
        Store.Commit(new() { JobTemplates = [Template("a") with { Description = "new" }], DeletedJobTemplates = ["b", "never there"] });

        var templates = Reopen().Load().JobTemplates;

        Assert.Equal(["a", "c"], templates.Select(template => template.Name));
        RecordAssert.Same(Template("a") with { Description = "new" }, templates[0]);
        Assert.Empty(templates[0].Items);
    }

    public static TheoryData<string, JobTemplateRecord> ImpossibleTemplates => new()
    {
        { "no name", Template("") },
        { "a name that is too long", Template(new('x', Limits.TemplateName + 1)) },
        { "a description that is too long", Template("a") with { Description = new('x', Limits.TemplateDescription + 1) } },
        { "rights that say nothing", Template("a") with { Acl = "" } },
    };

    [Theory]
    [MemberData(nameof(ImpossibleTemplates))]
    public void A_job_template_that_cannot_be_is_refused(string why, JobTemplateRecord template)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { JobTemplates = [template], LastJobId = 5 }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal(0, Reopen().Load().LastJobId);
        Assert.Empty(Store.Load().JobTemplates);
    }

    [Fact]
    public void A_name_and_a_description_may_be_as_long_as_the_limits()
    {
        var longest = Template(string.Concat(Enumerable.Repeat("𝔄", Limits.TemplateName))) with { Description = new('x', Limits.TemplateDescription) };
        Store.Commit(new() { JobTemplates = [longest] });

        RecordAssert.Same(longest, Assert.Single(Reopen().Load().JobTemplates));
    }
}
