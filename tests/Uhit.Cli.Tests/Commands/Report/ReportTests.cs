using Uhit.Cli.Tests.Commands.Export;

namespace Uhit.Cli.Tests.Commands.Report;

/// <summary><c>uhit report</c>, on the store that a demo leaves.</summary>
public sealed class ReportTests(ExportTests.DemoStore demo) : IClassFixture<ExportTests.DemoStore>
{
    [Fact]
    public async Task Report_AllOfTheStore_IsOnePageAndItsPictures()
    {
        var (page, pictures) = (demo["report.html"], demo["pictures"]);
        var run = await UhitTool.RunAsync("report", "--store", demo.Store, "--output", page, "--svg", pictures, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var line = Assert.Single(run.JsonOf("report"));
        Assert.Equal((2, 8), (line.GetProperty("esiIds").GetInt32(), line.GetProperty("pictures").GetInt32()));
        Assert.Equal(8, Directory.GetFiles(pictures, "*.svg").Length);
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.All(demo.EsiIds, id => Assert.Contains($"ESI ID {id}", text, StringComparison.Ordinal));
        Assert.Equal(["report.html"], Directory.GetFiles(demo.Directory, "report*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(page));
        }
    }

    [Fact]
    public async Task Report_NamedEsiIdThatIsNotThere_FailsAndNamesIt()
    {
        const string unknown = "1008901999999999999999";
        var run = await UhitTool.RunAsync(
            "report", "--store", demo.Store, "--esi-id", unknown, "--esi-id", demo.EsiIds[0], "--output", demo["one.html"], "--title",
            "One", "--no-personal-data");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Wrote 1 ESI ID", run.Output, StringComparison.Ordinal);
        Assert.Contains(unknown, run.Output, StringComparison.Ordinal);
        Assert.Contains("<title>One</title>", await File.ReadAllTextAsync(demo["one.html"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2, "--output")]
    [InlineData(1, "There is no inquiry", "--output", "x.html", "--request-id", "R-none")]
    public async Task Report_WrongUse_SaysWhat(int exitCode, string said, params string[] arguments)
    {
        var run = await UhitTool.RunAsync(["report", .. arguments, "--store", demo.Store]);

        Assert.True(run.ExitCode == exitCode, run.ToString());
        Assert.Contains(said, run.Errors + run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists("x.html"));
    }
}
