namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteStoreOptionsTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    // The bounds are documented as part of the range.
    [Theory]
    [InlineData(1000, 1, 1, null)]
    [InlineData(600_000, 64, 1024, null)]
    [InlineData(999, 8, 8, "BusyTimeout")]
    [InlineData(600_001, 8, 8, "BusyTimeout")]
    [InlineData(5000, 0, 8, "MaxReaders")]
    [InlineData(5000, 65, 8, "MaxReaders")]
    [InlineData(5000, 8, 0, "MaxGroup")]
    [InlineData(5000, 8, 1025, "MaxGroup")]
    public void Require_Range_TakesItsBoundsAndNamesWhatIsBeyond(int busyMilliseconds, int readers, int group, string? named)
    {
        var options = new SqliteStoreOptions
        {
            Path = _file.Path,
            BusyTimeout = TimeSpan.FromMilliseconds(busyMilliseconds),
            MaxReaders = readers,
            MaxGroup = group,
        };

        var refusal = Record.Exception(() => SqliteStoreOptionsValidator.Require(options));

        Assert.Equal(named is null, refusal is null);
        Assert.Contains(named ?? "", refusal?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData(":MEMORY:")]
    [InlineData("file:uhit.db?mode=memory")]
    [InlineData("FILE:uhit.db")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/no/such/directory/uhit.db")]
    [InlineData("/")]
    public void Require_PathThatIsNoFile_IsRefused(string path) => Assert.Throws<UhitConfigurationException>(
        () => SqliteStoreOptionsValidator.Require(new SqliteStoreOptions { Path = path }));
}
