using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Conformance.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class StartUpTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData(":memory:", "in memory")]
    [InlineData("file:x?mode=memory", "in memory")]
    [InlineData("file::memory:?cache=shared", "in memory")]
    [InlineData("/no/such/directory/uhit.db", "does not exist")]
    [InlineData("/tmp", "is a directory")]
    public void Constructor_APathThatCannotBe_NamesTheSetting(string path, string expected)
    {
        var exception = Assert.Throws<UhitConfigurationException>(() => new SqliteUhitStore(new SqliteStoreOptions { Path = path }));

        Assert.Contains("SqliteStoreOptions.Path", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4, 128)]
    [InlineData(10, 0, 128)]
    [InlineData(10, 4, 0)]
    [InlineData(601, 4, 128)]
    public void Constructor_ASettingOutOfRange_IsRefused(int busySeconds, int readers, int group)
    {
        Assert.Throws<UhitConfigurationException>(() => _file.Open(options =>
        {
            options.BusyTimeout = TimeSpan.FromSeconds(busySeconds);
            options.MaxReaders = readers;
            options.MaxGroup = group;
        }));
    }

    [Fact]
    public void Options_Defaults_AreThoseOfTheDocumentation()
    {
        var options = new SqliteStoreOptions();

        Assert.Equal(
            (string.Empty, TimeSpan.FromSeconds(10), 4, 128), (options.Path, options.BusyTimeout, options.MaxReaders, options.MaxGroup));
    }

    [Fact]
    public async Task InitializeAsync_OnANetworkFileSystem_IsRefusedBeforeAnythingIsMadeThere()
    {
        await using var store = _file.Open(options => options.DriveKind = DriveType.Network);

        var exception =
            await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken));

        Assert.False(exception.IsTransient);
        Assert.Contains("SqliteStoreOptions.Path", exception.Message, StringComparison.Ordinal);
        Assert.Contains("network file system", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_file.Path));
    }

    [Fact]
    public async Task InitializeAsync_OnAFileThatOthersMayRead_Warns()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using (await _file.OpenReadyAsync())
        {
        }

        var log = new FakeLogger<SqliteUhitStore>();
        foreach (var (mode, warnings) in new[]
        {
            (UnixFileMode.UserRead | UnixFileMode.UserWrite, 0),
            (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, 1),
        })
        {
            File.SetUnixFileMode(_file.Path, mode);
            await using var store = new SqliteUhitStore(new SqliteStoreOptions { Path = _file.Path }, log);
            await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
            Assert.Equal(warnings, log.Collector.GetSnapshot().Count(record => record.Id.Id == 3004));
        }
    }

    [Fact]
    public void KindOf_Paths_AsTheSystemSays()
    {
        Assert.NotEqual(DriveType.Network, SqliteFile.KindOf(_file.Path));
        Assert.Equal(DriveType.Network, SqliteFile.KindOf(@"\\server\share\uhit.db"));
        if (OperatingSystem.IsLinux() && Directory.Exists("/dev/shm"))
        {
            Assert.Equal(DriveType.Ram, SqliteFile.KindOf("/dev/shm/uhit.db"));
        }
    }

    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL", "synchronous")]
    [InlineData("PRAGMA synchronous = OFF", "synchronous")]
    [InlineData("PRAGMA foreign_keys = OFF", "foreign_keys")]
    [InlineData("PRAGMA journal_mode = DELETE", "journal_mode")]
    [InlineData("PRAGMA secure_delete = OFF", "secure_delete")]
    [InlineData("PRAGMA secure_delete = FAST", "secure_delete")]
    public async Task InitializeAsync_AWeakerSetting_IsReadBackAndRefused(string pragma, string name)
    {
        await using var store = _file.Open(options => options.AfterOpen = pragma);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task Connections_AllOfThem_HaveTheSettings()
    {
        await using var store = await _file.OpenReadyAsync();

        var written = await store.Core.Writer.WriteAsync(
            session => session.Text("PRAGMA synchronous") + session.Text("PRAGMA journal_mode"), default);
        var read = await store.Core.Readers.ReadAsync(
            session => session.Text("PRAGMA synchronous") + session.Text("PRAGMA query_only"), default);

        Assert.Equal(("2wal", "21"), (written, read));
    }

    [Fact]
    public async Task InitializeAsync_ANewerSchema_IsRefusedAndLeftAlone()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        Execute("UPDATE uhit_schema SET version = 999");
        await using var store = _file.Open();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
        Assert.Equal(999L, Execute("SELECT version FROM uhit_schema"));
    }

    [Fact]
    public async Task InitializeAsync_NoDatabase_IsAStoreException()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000));
        await using var store = _file.Open();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("no SQLite database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InitializeAsync_TheUsersOwnDatabase_IsSharedWithIt()
    {
        Execute("CREATE TABLE prices (id INTEGER PRIMARY KEY); INSERT INTO prices VALUES (1)");

        await using var store = await _file.OpenReadyAsync();

        Assert.Equal(1L, Execute("SELECT COUNT(*) FROM prices"));
    }

    [Fact]
    public async Task InitializeAsync_TenStoresAtOnce_AllOpen()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _file.OpenReadyAsync())));

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task InitializeAsync_ANewFile_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode.");
        await using var store = await _file.OpenReadyAsync();
        await store.Inquiries.AddAsync(Sample.Inquiry());

        Assert.All(
            Directory.GetFiles(_file.DirectoryPath),
            path => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task Calls_BeforeInitializeAndAfterDispose_SaySo()
    {
        var store = _file.Open();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Inquiries.AddAsync(Sample.Inquiry()));
        Assert.Contains("InitializeAsync", exception.Message, StringComparison.Ordinal);

        await store.Maintenance.InitializeAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Inquiries.AddAsync(Sample.Inquiry()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Inquiries.FindAsync(Sample.Client, Sample.R1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Maintenance.InitializeAsync());
    }

    [Fact]
    public async Task DisposeAsync_WritesThatWait_AreFinished()
    {
        var store = await _file.OpenReadyAsync();
        var writes = Enumerable.Range(0, 50).Select(i => store.Inquiries.AddAsync(Sample.Inquiry("R-" + i))).ToArray();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), Assert.Null);
        Assert.Equal(50L, Execute("SELECT COUNT(*) FROM uhit_inquiry"));
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
