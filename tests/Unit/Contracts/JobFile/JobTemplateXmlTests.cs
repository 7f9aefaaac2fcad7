using System.Text;

namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>Job template files: what is read, what is written, what is refused.</summary>
public sealed class JobTemplateXmlTests
{
    private const string Sample = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- as an administrator keeps it -->
        <JobTemplate Name="Nightly" Description="Runs &amp; reports" CreateTime="2020-01-02T03:04:05Z" Owner="somebody">
          <TemplateItem PropertyName="Priority" Default="BelowNormal" MinVal="0" MaxVal="Normal" />
          <TemplateItem PropertyName="NodeGroups" Default="fast" ValueRange="fast, slow,,fast" RequiredValues="fast" ReadOnly="1"/>
          <TemplateItem propertyname="RuntimeSeconds" MAXVAL="3600" Default="" ReadOnly="false" Colour="red"><Note/></TemplateItem>
          <EnvironmentVariables>
            <Variable><Name>STAGE</Name><Value>night</Value></Variable>
          </EnvironmentVariables>
          <Something><TemplateItem PropertyName="Project" Default="no item of the template"/></Something>
        </JobTemplate>
        """;

    [Fact]
    public void A_file_is_read_as_it_says()
    {
        var content = Read(Sample);

        Assert.Equal(("Nightly", "Runs & reports"), (content.Name, content.Description));
        Assert.Equal(
            [
                "Priority: default BelowNormal; at least 0; at most Normal",
                "NodeGroups: default fast; one of fast, slow; with fast; read-only",
                "RuntimeSeconds: at most 3600",
            ],
            content.Items.Select(item => item.ToString()));
        Assert.Equal(["STAGE=night"], content.JobEnv);
    }

    [Fact]
    public void A_file_with_nothing_in_it_says_nothing()
    {
        var content = Read("<t:JobTemplate xmlns:t='urn:other'/>");

        Assert.Equal(("", ""), (content.Name, content.Description));
        Assert.Empty(content.Items);
        Assert.Empty(content.JobEnv);
    }

    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        var template = new HpcJobTemplate
        {
            Name = "größer <&> \"é\"",
            Description = "two\nlines\t🌙",
            Items =
            [
                new() { PropertyName = "Project", Default = " a  b ", ValueRange = [" a  b ".Trim(), "c<d"], ReadOnly = true },
                new() { PropertyName = "MaxCores", MinVal = "1", MaxVal = "8", Default = "4" },
                new() { PropertyName = "SoftwareLicense", RequiredValues = ["matlab:*"] },
            ],
            JobEnv = ["A= 1 ", "EMPTY=", "U=日本語"],
        };

        var text = Written(template);
        var content = Read(text);

        Assert.Equal((template.Name, template.Description), (content.Name, content.Description));
        Assert.Equal(template.Items.Select(item => item.ToString()), content.Items.Select(item => item.ToString()));
        Assert.Equal(" a  b ", content.Items[0].Default);
        Assert.Equal(template.JobEnv, content.JobEnv);
        Assert.Equal(text, Written(template with { Items = HpcList.Of(content.Items), JobEnv = HpcList.Of(content.JobEnv) }));
    }

    [Fact]
    public void A_character_that_XML_cannot_hold_is_named()
    {
        var exception = Assert.Throws<SchedulerException>(() => Written(new() { Name = "odd", Description = "\a" }));

        Assert.Same(SchedulerErrors.FileNotWritable, exception.Error);
        Assert.Contains("Description of job template 'odd' has the character U+0007", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Root element is missing")]
    [InlineData("<JobTemplate>", "")]
    [InlineData("<JobTemplate/>more", "")]
    [InlineData("<Job/>", "its outermost element is Job and not JobTemplate")]
    [InlineData("<jobtemplate/>", "its outermost element is jobtemplate and not JobTemplate")]
    [InlineData("<!DOCTYPE JobTemplate><JobTemplate/>", "DTD is prohibited")]
    [InlineData("<!DOCTYPE JobTemplate [<!ENTITY a 'b'>]><JobTemplate Description='&a;'/>", "DTD is prohibited")]
    [InlineData("<!DOCTYPE JobTemplate SYSTEM 'file:///etc/passwd'><JobTemplate/>", "DTD is prohibited")]
    [InlineData("<JobTemplate Name='&other;'/>", "")]
    [InlineData("<JobTemplate><TemplateItem/></JobTemplate>", "an item has no PropertyName")]
    [InlineData("<JobTemplate><TemplateItem PropertyName=''/></JobTemplate>", "an item has no PropertyName")]
    [InlineData(
        "<JobTemplate><TemplateItem PropertyName='Project'/><TemplateItem PropertyName='PROJECT'/></JobTemplate>", "there are two items for PROJECT")]
    [InlineData("<JobTemplate><TemplateItem PropertyName='Project' ReadOnly='maybe'/></JobTemplate>", "ReadOnly is 'maybe', which is not true, false, 1 or 0")]
    [InlineData("<JobTemplate><EnvironmentVariables><Variable><Value>1</Value></Variable></EnvironmentVariables></JobTemplate>", "it has no name")]
    public void What_is_no_job_template_is_refused(string text, string why)
    {
        var message = Xml.WhyNot(() => Read(text));

        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_nested_too_deep_is_refused()
    {
        var text = "<JobTemplate>" + string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100)) + "</JobTemplate>";

        Assert.Contains("nested more than", Xml.WhyNot(() => Read(text)), StringComparison.Ordinal);
    }

    private static JobTemplateFileContent Read(string text) =>
        JobTemplateXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Xml.Path);

    private static string Written(HpcJobTemplate template)
    {
        using var stream = new MemoryStream();
        JobTemplateXmlWriter.Write(stream, Xml.Path, template);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
