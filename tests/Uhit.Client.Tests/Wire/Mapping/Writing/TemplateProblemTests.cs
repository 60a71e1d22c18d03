using System.Text;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>What is said of templates that are wrong, all of it at once.</summary>
public class TemplateProblemTests
{
    private const string Uhit = "xmlns:uhit='urn:uhit:template'";

    [Theory]
    [InlineData("<R>{esiid}</R>", "Did you mean \"esiId\"?")]
    [InlineData("<R>{authorization.titel}</R>", "Did you mean \"authorization.title\"?")]
    [InlineData("<R a='{requestid}'/>", "Did you mean \"requestId\"?")]
    [InlineData("<R>{evidenceReference}</R>", "no value of this message")]
    [InlineData("<R>{esiId</R>", "no '}' closes")]
    [InlineData("<R>esiId}</R>", "'}' without a '{'")]
    [InlineData("<R>{}</R>", "empty placeholder")]
    [InlineData("<R>{period.start:clock}</R>", "format of a time")]
    [InlineData("<R>{period.end:dayAfter}</R>", "'exclusive' is the day after it")]
    [InlineData("<R>{period.end:exclusiv}</R>", "Did you mean \"exclusive\"?")]
    [InlineData("<R>{period.end:exclusive|inclusive}</R>", "only one of them can be meant")]
    [InlineData("<R>{sentAt:exclusive}</R>", "format of a date")]
    [InlineData("<R>{sentAt:guid}</R>", "format of a number of ours")]
    [InlineData("<R>{period.start:qq}</R>", "no format for this value")]
    [InlineData("<R>{esiId:yyyyMMdd}</R>", "is no format")]
    [InlineData("<R>{period.start:inclusiv}</R>", "Did you mean \"inclusive\"?")]
    [InlineData("<R>{lineCount:scale(0)}</R>", "a number other than zero")]
    [InlineData("<R>{sentAt:dst(Y)}</R>", "two different marks")]
    [InlineData("<R>{requestedUsage:codes(kind)}</R>", "Did you mean \"kinds\"?")]
    [InlineData("<R>{requestedUsage:codes(half)}</R>", "no code for Interval, BillingAndInterval")]
    [InlineData("<R>{secret:cnp-pasword}</R>", "Did you mean \"cnp-password\"?")]
    [InlineData("<R>{secret}</R>", "is no secret of this contract")]
    [InlineData("<R uhit:eech='line'/>", "Did you mean \"each\"?")]
    [InlineData("<R uhit:each='lines'/>", "Did you mean \"line\"?")]
    [InlineData("<R uhit:each='bill'/>", "'bill' is no list here")]
    [InlineData("<R uhit:codes='kinds'>x</R>", "has no placeholder in its text")]
    [InlineData("<R uhit:occurs='often'/>", "how often")]
    [InlineData("<R uhit:nil='yes'/>", "'true' or 'false'")]
    [InlineData("<R uhit:payload='bas64'/>", "no way of packing")]
    [InlineData("<R uhit:payload='gzip'/>", "base64 or hex")]
    [InlineData("<R uhit:if='authorization.titl'>x</R>", "Did you mean \"authorization.title\"?")]
    [InlineData("<R>text <b/></R>", "text beside elements")]
    [InlineData("<uhit:mesage/>", "no element of the template language")]
    [InlineData("<R><uhit:message/></R>", "no element of the template language")]
    [InlineData("<R>{sample:5}</R>", "only a sample")]
    [InlineData("<R uhit:occurs='1'><E uhit:occurs='1'>{esiId}</E><X uhit:occurs='1'>{sample:5}</X></R>", "only a sample")]
    [InlineData("<R a='{sample:5}'>{esiId}</R>", "only a sample")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", "whole SOAP envelope")]
    [InlineData("<R><?php evil ?></R>", "no processing instructions")]
    [InlineData("<!DOCTYPE R [<!ENTITY a 'x'>]><R>&a;</R>", "no DTD")]
    [InlineData("<R>", "no well-formed XML")]
    [InlineData("", "no well-formed XML")]
    public void Wrong_IsSaidWithItsRemedy(string template, string expected)
    {
        var xml = template.Contains("uhit:", StringComparison.Ordinal)
            ? template.Insert(template.IndexOfAny([' ', '/', '>']), " " + Uhit)
            : template;

        Assert.Contains(
            TemplateFixture.Problems(MessageKind.Request, xml), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Wrong_InSeveralPlaces_IsAllSaidAtOnceWithLineAndColumn()
    {
        var problems = TemplateFixture.Problems(
            MessageKind.Request, $"<R {Uhit}>\n  <A>{{esiid}}</A>\n  <B uhit:each='lien' c='{{nope}}'/>\n</R>");

        Assert.Equal(["t.xml(2,", "t.xml(3,", "t.xml(3,"], problems.Select(problem => problem[..8]));
    }

    [Fact]
    public void Unfilled_OptionalParts_AreLeftOut() => Assert.Equal(
        "<R><E>1008901000000000000001</E></R>",
        TemplateFixture.Write(
            MessageKind.Request,
            $"""
            <R {Uhit} uhit:occurs="1" v="{"{sample?:1}"}">
              <E uhit:occurs="1">{"{esiId}"}</E>
              <O uhit:occurs="0..1"><P uhit:occurs="1">{"{sample:abc}"}</P></O>
              <X uhit:occurs="0..1" uhit:choice="c1">{"{sample:1}"}</X>
              <Z uhit:occurs="0..*" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="t">{"{sample:2}"}</Z>
            </R>
            """,
            TemplateFixture.Request()));

    [Fact]
    public void Choice_OneBranchFilledIn_LeavesTheOthersOut() => Assert.Equal(
        "<R><Y>1008901000000000000001</Y></R>",
        TemplateFixture.Write(
            MessageKind.Request,
            $"<R {Uhit}><X uhit:occurs='1' uhit:choice='c1'>{{sample:1}}</X><Y uhit:occurs='1' uhit:choice='c1'>{{esiId}}</Y></R>",
            TemplateFixture.Request()));

    [Fact]
    public void Samples_OfTheSimulator_AreWritten() => Assert.Equal(
        "<R a=\"5\"><E>{x}</E><X>1</X></R>",
        TemplateFixture.Write(
            MessageKind.Request,
            $"<R {Uhit} a='{{sample:5}}'><E uhit:occurs='1'>{{sample:{{x}}}}}}</E><O uhit:occurs='0..1'>{{sample:1}}</O>"
                + $"<X uhit:occurs='1' uhit:choice='c'>{{sample:1}}</X><Y uhit:occurs='1' uhit:choice='c'>{{sample:2}}</Y></R>",
            TemplateFixture.Request(),
            writesSamples: true));

    [Fact]
    public void Nested_TooDeep_IsRefusedAndNotRecursedInto()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        Assert.Contains("deeper than 64", Assert.Single(TemplateFixture.Problems(MessageKind.Request, deep)), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_BeyondTheBound_IsRefused()
    {
        var problems = new List<ContractProblem>();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("<a>" + new string(' ', TemplateParser.MaxCharacters) + "</a>"));

        Assert.Null(TemplateParser.Parse("t.xml", content, problems));

        Assert.Contains("longer than 4 MiB", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void Encoding_OfTheFile_IsWhatItSays(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var problems = new List<ContractProblem>();
        using var content = new MemoryStream(
            [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version='1.0' encoding='{name}'?><R>Müller {{requestId}}</R>")]);

        var root = TemplateParser.Parse("t.xml", content, problems);
        var template = CompiledTemplate.Compile("t.xml", root!, TemplateFixture.Settings(MessageKind.Request), problems);

        Assert.Equal("<R>Müller R1</R>", TemplateFixture.Write(template!, TemplateFixture.Request()));
    }
}
