using System.Globalization;

namespace Uhit.Cli.Tests.Commands.Export;

/// <summary><c>uhit export</c>, on the store that a demo leaves.</summary>
public sealed class ExportTests(ExportTests.DemoStore demo) : IClassFixture<ExportTests.DemoStore>
{
    [Fact]
    public async Task Export_Csv_HasTheSumThatTheDemoSent()
    {
        var path = demo["all.csv"];
        var run = await UhitTool.RunAsync("export", "csv", "--store", demo.Store, "--output", path, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var line = Assert.Single(run.JsonOf("export"));
        var rows = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("esi_id,channel,interval_start,interval_end,kwh,quality", rows[0]);
        Assert.Equal(line.GetProperty("readings").GetInt64(), rows.Length - 1);
        var sum = rows.Skip(1).Sum(row => decimal.Parse(row.Split(',')[4], CultureInfo.InvariantCulture));
        Assert.Equal(demo.Kwh, sum);
        Assert.Equal(demo.Kwh, line.GetProperty("kwh").GetDecimal());
        Assert.Contains(line.GetProperty("clockChanges").EnumerateArray(), day => day.GetProperty("readings").GetInt32() == 100);
        Assert.Equal([Path.GetFileName(path)], Directory.GetFiles(demo.Directory, "all.csv*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("esi-id", 2)]
    [InlineData("request", 1)]
    public async Task Export_Split_WritesAFileForEach(string what, int files)
    {
        var folder = demo["split-" + what];
        var run = await UhitTool.RunAsync(
            "export", "jsonl", "--by-day", "--store", demo.Store, "--output", folder, "--split", what, "--from", "2026-01-05", "--to",
            "2026-01-06", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var written = Directory.GetFiles(folder);
        Assert.Equal(files, written.Length);
        Assert.Equal(4, written.Sum(file => File.ReadLines(file).Count()));
        Assert.Equal(4 * 96, Assert.Single(run.JsonOf("export")).GetProperty("readings").GetInt64());
    }

    [Fact]
    public async Task Export_StandardOutput_IsTheFileAndTheReportIsOnStandardError()
    {
        var run = await UhitProcess.RunAsync(
            "export", "smt", "--store", demo.Store, "--esi-id", demo.EsiIds[0], "--from", "2026-01-05", "--to", "2026-01-05",
            "--output", "-");

        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(97, rows.Length);
        Assert.All(rows[1..], row => Assert.StartsWith($"'{demo.EsiIds[0]},01/05/2026,", row, StringComparison.Ordinal));
        Assert.Contains("Wrote 96 readings of 1 ESI ID to standard output.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NamedEsiIdThatIsNotThere_FailsWithTheReport()
    {
        const string unknown = "1008901999999999999999";
        var run = await UhitTool.RunAsync(
            "export", "csv", "--store", demo.Store, "--esi-id", unknown, "--esi-id", demo.EsiIds[0], "--output",
            demo["named.csv"], "--json");

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.JsonOf("export"));
        Assert.Equal([unknown], line.GetProperty("missingEsiIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(1, line.GetProperty("esiIds").GetInt32());
    }

    [Fact]
    public async Task Export_LoadOfAYearWithGaps_IsRefusedWithoutARule()
    {
        string[] command = ["export", "load", "--preset", "reopt", "--store", demo.Store, "--split", "esi-id", "--output"];

        var refused = await UhitTool.RunAsync([.. command, demo["refused"]]);
        var single = await UhitTool.RunAsync(
            "export", "load", "--preset", "homer", "--store", demo.Store, "--esi-id", demo.EsiIds[0], "--output", demo["refused.csv"]);
        var filled = await UhitTool.RunAsync([.. command, demo["filled"], "--fill", "weekday-mean", "--json"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--fill", refused.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(demo["refused"]));
        Assert.Equal(1, single.ExitCode);
        Assert.False(File.Exists(demo["refused.csv"]));
        Assert.True(filled.ExitCode == 0, filled.ToString());
        Assert.True(Assert.Single(filled.JsonOf("export")).GetProperty("filledReadings").GetInt64() > 0);
        Assert.All(Directory.GetFiles(demo["filled"]), file => Assert.Equal(35_040, File.ReadLines(file).Count()));
    }

    [Theory]
    [InlineData("no such number", 1, "There is no inquiry", "csv", "--output", "x.csv", "--request-id", "R-none")]
    [InlineData("a folder to standard output", 2, "--output", "csv", "--output", "-", "--split", "esi-id")]
    [InlineData("JSON beside the file", 2, "--output", "csv", "--output", "-", "--json")]
    [InlineData("days the wrong way round", 2, "--to", "csv", "--output", "x.csv", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("no date", 2, "--from", "csv", "--output", "x.csv", "--from", "yesterday")]
    [InlineData("no ESI ID", 2, "--esi-id", "csv", "--output", "x.csv", "--esi-id", "12")]
    [InlineData("no channel", 2, "--channel", "csv", "--output", "x.csv", "--channel", "Both")]
    [InlineData("no preset", 2, "--preset", "load", "--output", "x.csv")]
    public async Task Export_WrongUse_SaysWhat(string what, int exitCode, string said, params string[] arguments)
    {
        var run = await UhitTool.RunAsync(["export", .. arguments, "--store", demo.Store]);

        Assert.True(run.ExitCode == exitCode, what + ": " + run);
        Assert.Contains(said, run.Errors + run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists("x.csv"));
    }

    public sealed class DemoStore : IAsyncLifetime
    {
        public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("uhit-cli-tests-").FullName;

        public string Store => this["uhit.db"];

        public decimal Kwh { get; private set; }

        public IReadOnlyList<string> EsiIds { get; private set; } = [];

        public string this[string name] => Path.Combine(Directory, name);

        public async ValueTask InitializeAsync()
        {
            var run = await UhitTool.RunAsync("demo", "--esi-ids", "2", "--scenario", "correction", "--keep", Directory, "--json");
            Assert.True(run.ExitCode == 0, run.ToString());
            Kwh = run.JsonOf("total").Select(line => line.GetProperty("kwh").GetDecimal()).Distinct().Single();
            EsiIds = [.. run.JsonOf("usage").Select(line => line.GetProperty("esiId").GetString()!).Distinct()];
        }

        public ValueTask DisposeAsync()
        {
            System.IO.Directory.Delete(Directory, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
