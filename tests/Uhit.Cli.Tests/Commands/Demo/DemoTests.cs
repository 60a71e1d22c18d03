namespace Uhit.Cli.Tests.Commands.Demo;

/// <summary><c>uhit demo</c>.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_Json_EverythingArrivesAsItWasSent()
    {
        var run = await UhitProcess.RunAsync("demo", "--esi-ids", "2", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(2, run.JsonOf("usage").Count);
        Assert.All(run.JsonOf("usage"), line => Assert.Equal("Delivered", line.GetProperty("state").GetString()));
        Assert.True(Assert.Single(run.JsonOf("comparison")).GetProperty("same").GetBoolean());
        Assert.Contains(run.JsonOf("event"), line => line.GetProperty("event").GetString() == "UsageDelivered");
    }

    [Fact]
    public async Task Demo_Redirected_IsPlainTextWithStepsTableAndPicture()
    {
        var run = await UhitTool.RunAsync("demo");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.All(
            [
                "NotifyValidation", "DeliverHistoricalUsage", "Acknowledgement", "3 of 3 ESI IDs", "to the last digit", "average weekday",
                "kWh by month",
            ],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task Demo_Keep_LeavesAStoreThatStatusReads()
    {
        var directory = Path.Combine(Path.GetTempPath(), "uhit-cli-tests-" + Guid.NewGuid().ToString("N"));
        try
        {
            var demo = await UhitTool.RunAsync("demo", "--esi-ids", "1", "--keep", directory);
            var status = await UhitTool.RunAsync("status", "--store", Path.Combine(directory, "uhit.db"), "--json");
            var readable = await UhitTool.RunAsync("status", "--store", Path.Combine(directory, "uhit.db"));
            var unknown = await UhitTool.RunAsync("status", "--store", Path.Combine(directory, "uhit.db"), "no-such-inquiry");

            Assert.True(demo.ExitCode == 0, demo.ToString());
            Assert.True(status.ExitCode == 0, status.ToString());
            var inquiry = Assert.Single(status.JsonOf("inquiry"));
            Assert.True(inquiry.GetProperty("isComplete").GetBoolean());
            Assert.Equal("Test", inquiry.GetProperty("environment").GetString());
            Assert.Contains("Complete", readable.Output, StringComparison.Ordinal);
            Assert.Equal(1, unknown.ExitCode);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Demo_PartsInAnyOrder_EverythingArrives()
    {
        var run = await UhitTool.RunAsync("demo", "--scenario", "parts", "--seed", "7", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(Assert.Single(run.JsonOf("comparison")).GetProperty("same").GetBoolean());
    }
}
