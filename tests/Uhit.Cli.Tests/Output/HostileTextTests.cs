using System.Text.Json;
using Uhit.Cli.Commands.Inbox;
using Uhit.Cli.Errors;
using Uhit.Cli.Events;
using Uhit.Cli.Hosting;
using Uhit.Cli.Input;
using Uhit.Cli.Inquiries;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Tests.Output;

/// <summary>Whatever CNP or a file says, nothing in it acts on the terminal or hides in it.</summary>
public sealed class HostileTextTests
{
    private static readonly Dictionary<string, Action<ToolOutput>> Views = new()
    {
        ["inquiry"] = output => SnapshotView.Show(output, HostileText.Of<InquirySnapshot>()),
        ["inquiries"] = output => output.Draw(SnapshotView.List([HostileText.Of<InquirySnapshot>()])),
        ["inquiry as JSON"] = output => output.Json(SnapshotLine.Of(HostileText.Of<InquirySnapshot>())),
        ["room"] = output => InboxView.Show(output, HostileText.Sample, [HostileText.Of<InboxEntry>()]),
        ["callback"] = output => InboxView.Show(output, HostileText.Of<InboxEntry>()),
        ["dead letters"] = output => InboxView.Show(output, [HostileText.Of<DeadLetter>()]),
        ["dead letter"] = output => InboxView.Show(output, HostileText.Of<DeadLetter>()),
        ["submission"] = output => Submission.Show(output, new SubmitResult
        {
            Outcome = SubmitOutcome.Rejected,
            Inquiry = HostileText.Of<InquirySnapshot>(),
            Errors = [HostileText.Of<ReportedError>()],
        }),
        ["uncertain"] = output => Submission.Show(output, new SubmitResult
        {
            Outcome = SubmitOutcome.Uncertain,
            Inquiry = HostileText.Of<InquirySnapshot>(),
            Failure = new UhitConfigurationException(HostileText.Sample),
        }),
        ["acknowledgement"] = output => Show(output, HostileText.Of<InquiryAcknowledged>()),
        ["validation"] = output => Show(output, HostileText.Of<ValidationReceived>()),
        ["unmatched"] = output => Show(output, HostileText.Of<CallbackUnmatched>()),
        ["too large"] = output => Show(output, HostileText.Of<CallbackTooLarge>()),
        ["line"] = output => output.Line($"[bold]{HostileText.Sample}[/] {new Uri("https://example.com/%E2%80%AE%E2%80%8B")}"),
    };

    public static TheoryData<string, bool> Cases => [.. Views.Keys.SelectMany(view => new[] { (view, false), (view, true) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void View_HostileText_IsShownCleaned(string view, bool json)
    {
        using var writer = new StringWriter();
        var output = new ToolOutput(json, new ToolConsole(writer));

        Views[view](output);
        output.Line($"the end");
        output.Json(new ErrorObject(HostileText.Sample));

        HostileText.AssertNothingOf(writer.ToString());
    }

    [Fact]
    public void Json_HostileText_ReadsBackAsItWas()
    {
        using var writer = new StringWriter();

        new ToolOutput(json: true, new ToolConsole(writer)).Json(new ErrorObject(HostileText.Sample + "\u00F1 \u5317 \U0001F50C +<>&'"));

        HostileText.AssertNothingOf(writer.ToString());
        Assert.Contains("\u00F1 \u5317", writer.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            HostileText.Sample + "\u00F1 \u5317 \U0001F50C +<>&'",
            JsonDocument.Parse(writer.ToString()).RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public void CleanWriter_HostileText_LetsNothingThrough()
    {
        using var inner = new StringWriter();
        using var writer = new CleanWriter(inner);
        writer.Write(HostileText.Sample);
        writer.WriteLine(HostileText.Sample);
        writer.WriteLine(HostileText.Sample.ToCharArray());
        writer.Write(HostileText.Sample.AsSpan());
        foreach (var character in HostileText.Sample + "\U0001F50C")
        {
            writer.Write(character);
        }

        writer.WriteLine((object)new InvalidOperationException(HostileText.Sample));
        writer.WriteLine("{0}", HostileText.Sample);

        HostileText.AssertNothingOf(inner.ToString());
        Assert.Contains("\U0001F50C", inner.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToolException_HostileText_IsCleaned() => HostileText.AssertNothingOf(new ToolException(HostileText.Sample).Message);

    [Theory]
    [InlineData("--resend", "a\u001B[31mb\u202E")]
    [InlineData("--input", "no\u001B[31m\u009Bsuch\u202Efile.csv")]
    [InlineData("--endpoint", "https://\u001B[31m\u202E")]
    [InlineData("--nothing\u001B[31m", "\u202E")]
    public async Task Tool_HostileArgument_IsToldCleaned(string option, string value)
    {
        var run = await UhitTool.RunAsync("request", option, value);

        Assert.Equal(2, run.ExitCode);
        HostileText.AssertNothingOf(run.Errors);
    }

    [Theory]
    [InlineData("a.csv", "EsiId,Col\u001B[31m\u202Eour\u0007\n1,red")]
    [InlineData("a.json", "[{\"Col\\u001b[31m\\u202eour\\u0007\": 1}]")]
    [InlineData("a.json", "{\"Col\\u001b[31m\\u202eour\\u0007\": 1}")]
    public async Task Request_HostileColumn_IsToldCleaned(string name, string content)
    {
        using var directory = new WorkDirectory();
        var run = await UhitTool.RunAsync(
            "request", "--endpoint", "https://localhost:1/", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
            "--authentication-id", "123456789", "--store", directory["uhit.db"], "--input", directory.Write(name, content), "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("Col<U+001B>[31m<U+202E>our<U+0007>", run.Errors, StringComparison.Ordinal);
        HostileText.AssertNothingOf(run.Errors);
        HostileText.AssertNothingOf(run.Output);
    }

    [Fact]
    public void Errors_OfAnInquiry_AreShownCleaned()
    {
        using var writer = new StringWriter();

        InquiryErrors.Show(new ToolOutput(json: false, new ToolConsole(writer)), [HostileText.Of<InquiryError>()], file: null);

        HostileText.AssertNothingOf(writer.ToString());
    }

    private static void Show(ToolOutput output, UhitEvent happened) =>
        Assert.True(new EventPrinter(
            output, TimeProvider.System, Task.CompletedTask).ShowAsync(happened, CancellationToken.None).IsCompletedSuccessfully);

    private sealed record ErrorObject(string Message) : JsonLine("error");
}
