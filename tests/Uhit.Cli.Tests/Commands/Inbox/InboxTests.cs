using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Cli.Tests.Commands.Inbox;

/// <summary><c>uhit inbox</c>: what waits for somebody, from a terminal.</summary>
public sealed class InboxTests
{
    private const string Csv = """
        EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,AuthorizedOn,AuthorizationObtained
        1008901000000000000001,1 Example Street,Houston,TX,77002,BillingAndInterval,2025-01-01,2025-12-31,Example Customer,Pat Example,713-555-0100,pat@customer.example,2026-01-05,true

        """;

    // The inquiry is sent from another store than the receiver's, as after a restored backup.
    [Fact]
    public async Task Import_CallbacksOfAnInquiryOfAnotherStore_AreAdoptedAndThenPurged()
    {
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv);
        var store = directory["receiver.db"];
        string requestId;
        await using (var receiver = UhitTool.Start(
            "listen", "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
            "--allow", "CN=cnp.throwaway.example,O=Throwaway CNP,C=US", "--authentication-id", "123456789", "--store", store, "--json"))
        await using (var simulator = UhitTool.Start(
            "simulate", "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust", directory["ca.pem"],
            "--callback", await receiver.UrlAsync(), "--json"))
        {
            var endpoint = await simulator.UrlAsync();
            var request = await UhitTool.RunAsync(
                "request", "--endpoint", endpoint, "--certificate", directory["third-party.pem"], "--trust", directory["ca.pem"],
                "--authentication-id", "123456789", "--store", directory["sender.db"], "--input", input, "--json");
            requestId = Assert.Single(request.JsonOf("submitted")).GetProperty("requestId").GetString()!;

            // The sums are shown once all was delivered.
            await simulator.JsonAsync("total");
        }

        var listed = await UhitTool.RunAsync("inbox", "list", "--store", store, "--json");
        Assert.True(listed.ExitCode == 0, listed.ToString());
        Assert.All(listed.JsonOf("entry"), line => Assert.Equal(
            ("Unmatched", requestId), (line.GetProperty("room").GetString(), line.GetProperty("requestId").GetString())));
        Assert.Equal(2, listed.JsonOf("entry").Count);
        var unknown = await UhitTool.RunAsync("inbox", "adopt", "--store", store, "--json");
        Assert.True(unknown.ExitCode == 1, unknown.ToString());
        Assert.All(unknown.JsonOf("adopted"), line => Assert.Equal("InquiryUnknown", line.GetProperty("outcome").GetString()));

        // A mistyped number: it may be right all the same, so it is stored, and the numbers that callbacks name are told.
        var mistyped = await UhitTool.RunAsync(
            "inbox", "import", "--store", store, "--input", input, "--request-id", "ABC", "--sent-at", "2026-01-05T10:00:00-06:00",
            "--authentication-id", "123456789");
        Assert.True(mistyped.ExitCode == 0, mistyped.ToString());
        Assert.Contains("No unmatched callback names ABC.", mistyped.Errors, StringComparison.Ordinal);
        Assert.Contains($"{requestId} (2)", mistyped.Errors, StringComparison.Ordinal);
        var one = await UhitTool.RunAsync("status", "--store", store);
        Assert.Contains("1 inquiry.", one.Output, StringComparison.Ordinal);

        string[] import =
        [
            "inbox", "import", "--store", store, "--input", input, "--request-id", requestId, "--sent-at", "2026-01-05T10:00:00-06:00",
            "--authentication-id", "12-345-6789", "--environment", "Test", "--json",
        ];
        var right = await UhitTool.RunAsync(import);
        Assert.DoesNotContain("No unmatched callback", right.Errors, StringComparison.Ordinal);
        var imported = Assert.Single(right.JsonOf("imported"));
        Assert.Equal(
            (true, 2, true), (imported.GetProperty("wasAdded").GetBoolean(), imported.GetProperty("adopted").GetInt32(),
                imported.GetProperty("isComplete").GetBoolean()));
        var again = Assert.Single((await UhitTool.RunAsync(import)).JsonOf("imported"));
        Assert.Equal((false, 0), (again.GetProperty("wasAdded").GetBoolean(), again.GetProperty("adopted").GetInt32()));

        var held = await UhitTool.RunAsync("inbox", "purge", "--store", store, "--esi-id", "1008901000000000000001", "--yes", "--json");
        Assert.True(held.ExitCode == 1, held.ToString());
        Assert.Equal("Held", Assert.Single(held.JsonOf("purged")).GetProperty("outcome").GetString());
        var purged = await UhitTool.RunAsync(
            "inbox", "purge", "--store", store, "--request-id", requestId, "--include-waiting", "--yes");
        Assert.True(purged.ExitCode == 0, purged.ToString());
        Assert.Contains("Purged: 2 messages, 1 inquiry.", purged.Output, StringComparison.Ordinal);
        var other = await UhitTool.RunAsync("inbox", "purge", "--store", store, "--request-id", "ABC", "--include-waiting", "--yes");
        Assert.Contains("Purged: 0 messages, 1 inquiry.", other.Output, StringComparison.Ordinal);
        var status = await UhitTool.RunAsync("status", "--store", store, requestId);
        Assert.Contains("Complete", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Example Customer", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(store)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_IsShownExportedReplayedAndDiscarded()
    {
        using var directory = new WorkDirectory();
        var store = directory["uhit.db"];
        var body = Encoding.UTF8.GetBytes("<synthetic>Secret Customer</synthetic>");
        var receipt = await KeepAsync(store, body);

        var list = await UhitTool.RunAsync("inbox", "list", "--store", store);
        var show = await UhitTool.RunAsync("inbox", "show", "--store", store, receipt, "--json");
        var export = await UhitTool.RunAsync("inbox", "export", "--store", store, receipt, "--output", directory["body.xml"]);
        var exportAgain = await UhitTool.RunAsync("inbox", "export", "--store", store, receipt, "--output", directory["body.xml"]);
        var nobody = await UhitTool.RunAsync("inbox", "replay", "--store", store, receipt);
        var replay = await UhitTool.RunAsync("inbox", "replay", "--store", store, receipt, "--authentication-id", "123456789", "--json");
        var unasked = await UhitTool.RunAsync("inbox", "discard", "--store", store, receipt);
        var discard = await UhitTool.RunAsync("inbox", "discard", "--store", store, receipt, "--yes");
        var gone = await UhitTool.RunAsync("inbox", "show", "--store", store, receipt);

        Assert.Equal(
            [0, 0, 0, 2, 2, 1, 2, 0, 1],
            new[] { list, show, export, exportAgain, nobody, replay, unasked, discard, gone }.Select(run => run.ExitCode));
        Assert.Contains(receipt, list.Output, StringComparison.Ordinal);
        Assert.Equal("bad-value", Assert.Single(show.JsonOf("entry")).GetProperty("reason").GetString());
        Assert.Equal(body, await File.ReadAllBytesAsync(directory["body.xml"]));
        Assert.Equal("NotReadable", Assert.Single(replay.JsonOf("replayed")).GetProperty("outcome").GetString());
        Assert.Contains("--yes", unasked.Errors, StringComparison.Ordinal);
        Assert.All(
            new[] { list, show, export, replay },
            run => Assert.DoesNotContain("Secret", run.Output + run.Errors, StringComparison.Ordinal));
    }

    // As it came, or what is in it.
    [Fact]
    public async Task Export_CompressedCallback_IsTheBytesOrTheDocument()
    {
        using var directory = new WorkDirectory();
        var store = directory["uhit.db"];
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?><a>é</a>"));
        }

        var receipt = await KeepAsync(store, packed.ToArray(), contentType: "text/xml; charset=utf-16", contentEncoding: "gzip");

        var bytes = await UhitTool.RunAsync("inbox", "export", "--store", store, receipt, "--output", directory["body"]);
        var document = await UhitTool.RunAsync(
            "inbox", "export", "--store", store, receipt, "--output", directory["body.xml"], "--document");

        Assert.Equal((0, 0), (bytes.ExitCode, document.ExitCode));
        Assert.Equal(packed.ToArray(), await File.ReadAllBytesAsync(directory["body"]));
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?><a>é</a>", await File.ReadAllTextAsync(directory["body.xml"]));
    }

    // Redirected output has no width: a row is a line, however much is in it.
    [Fact]
    public async Task List_Redirected_BreaksNoIdentifier()
    {
        using var directory = new WorkDirectory();
        var messageKey = new string('m', 180);
        var receipt = await KeepAsync(directory["uhit.db"], "x"u8.ToArray(), messageKey: messageKey);

        var list = await UhitTool.RunAsync("inbox", "list", "--store", directory["uhit.db"]);

        var row = Assert.Single(list.Output.Split('\n'), line => line.Contains(receipt, StringComparison.Ordinal));
        Assert.Contains(messageKey, row, StringComparison.Ordinal);
        Assert.Contains("kept", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Conflict_IsNotToBeReplayed()
    {
        using var directory = new WorkDirectory();
        var receipt = await KeepAsync(directory["uhit.db"], "x"u8.ToArray(), reason: "conflict");

        var show = await UhitTool.RunAsync("inbox", "show", "--store", directory["uhit.db"], receipt);

        Assert.True(show.ExitCode == 0, show.ToString());
        Assert.DoesNotContain("uhit inbox replay", show.Output, StringComparison.Ordinal);
        Assert.Contains("uhit inbox export", show.Output, StringComparison.Ordinal);
        Assert.Contains("uhit inbox discard", show.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbox show --store {store} nonsense", "neither a receipt nor EVENT:HANDLER")]
    [InlineData("inbox export --store {store} 4:x --output y", "no receipt")]
    [InlineData("inbox purge --store {store}", "either --request-id")]
    [InlineData("inbox purge --store {store} --request-id R-1", "--yes")]
    [InlineData("inbox import --store {store} --input {store} --request-id R-1 --sent-at soon", "no time")]
    [InlineData(
        "inbox import --store {store} --input {store} --request-id R-1 --sent-at 2026-01-05T10:00:00",
        "no offset: write it with its offset, like 2026-01-05T10:00:00-06:00")]
    [InlineData("inbox list --store {store} --room attic", "attic")]
    public async Task Run_WrongUse_ExitsWithTwoAndSaysWhatToWrite(string line, string expected)
    {
        using var directory = new WorkDirectory();
        await KeepAsync(directory["uhit.db"], "x"u8.ToArray());

        var run = await UhitTool.RunAsync(line.Replace("{store}", directory["uhit.db"], StringComparison.Ordinal).Split(' '));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    // An application names its clients as it likes.
    [Fact]
    public async Task Client_OfAnApplication_IsFoundOrMustBeNamed()
    {
        using var directory = new WorkDirectory();
        var store = directory["acme.db"];
        var receipt = await KeepAsync(store, "one"u8.ToArray(), client: "Acme");

        var only = await UhitTool.RunAsync("inbox", "list", "--store", store, "--json");
        Assert.Equal(receipt, Assert.Single(only.JsonOf("entry")).GetProperty("item").GetString());

        await KeepAsync(store, "two"u8.ToArray(), client: "Beta");
        var unnamed = await UhitTool.RunAsync("inbox", "list", "--store", store);
        Assert.Equal(2, unnamed.ExitCode);
        Assert.Contains("Acme, Beta", unnamed.Errors, StringComparison.Ordinal);
        var wrong = await UhitTool.RunAsync("status", "--store", store, "--client", "Gamma");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("no client 'Gamma'", wrong.Errors, StringComparison.Ordinal);
        var named = await UhitTool.RunAsync("inbox", "list", "--store", store, "--client", "Acme", "--json");
        Assert.Equal(receipt, Assert.Single(named.JsonOf("entry")).GetProperty("item").GetString());
    }

    private static async Task<string> KeepAsync(
        string path, byte[] body, string client = "Test", string reason = "bad-value", string? messageKey = null,
        string? contentType = null, string? contentEncoding = null)
    {
        await using var store = new SqliteUhitStore(new SqliteStoreOptions { Path = path });
        await store.Maintenance.InitializeAsync();
        var receipt = ReceiptId.Create(TimeProvider.System);
        var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await brotli.WriteAsync(body);
        }

        await store.Inbox.AppendBodyAsync(receipt, 0, compressed.ToArray());
        await store.Inbox.KeepUnreadableAsync(
            new InboxEntry
            {
                Receipt = receipt,
                Room = InboxRoom.Unreadable,
                HasBody = true,
                Client = client,
                Environment = UhitEnvironment.Test,
                Peer = "CNP",
                ReceivedAt = TimeProvider.System.GetUtcNow(),
                Reason = reason,
                MessageKey = messageKey,
                BodyEncoding = "br",
                BodyContentType = contentType,
                BodyContentEncoding = contentEncoding,
                BodyLength = body.Length,
                BodySha256 = SHA256.HashData(body),
            },
            new RoomQuota(1_000_000, 10),
            bodyChunks: 1);
        return receipt.ToString();
    }
}
