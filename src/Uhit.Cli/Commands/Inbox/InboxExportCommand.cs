using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox export</c>.</summary>
internal sealed class InboxExportCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: false);

    private readonly Option<FileInfo> _output = new("--output")
    {
        Description = "The file to write; it must not be there. It will hold personal data, and is readable by its owner only.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _document = new("--document")
    {
        Description = "Write the XML document in UTF-8, and not the bytes as they came: these may be compressed, in another encoding or of "
            + "several parts.",
    };

    public InboxExportCommand()
        : base("export", "Writes the exact bytes of a callback to a file: personal data.")
    {
        Add(_item);
        _inbox.AddTo(this);
        Add(_output);
        Add(_document);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox export --store uhit.db 019caf10318073319e8898e355ea52fb --output callback.xml"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var item = parsed.GetRequiredValue(_item)!;
        var file = parsed.GetRequiredValue(_output);
        if (file.Exists)
        {
            throw new ToolException($"--output: there is a file '{file.Name}' already; it is not written over.") { IsWrongUse = true };
        }

        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var receipt = item.Receipt!.Value;
            var body = (parsed.GetValue(_document)
                ? await session.Inbox.OpenDocumentAsync(receipt, cancellationToken).ConfigureAwait(false)
                : await session.Inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false))
                ?? throw new ToolException($"There is no content of '{item}' in this store: it is not there, was not kept, or was purged.");
            await using (body.ConfigureAwait(false))
            {
                var bytes = await WriteAsync(body, file.FullName, cancellationToken).ConfigureAwait(false);
                output.Report(
                    $"Wrote {Count.Of(bytes, "byte", "bytes")} to {file.FullName}. They are personal data.",
                    new ExportedLine(item.ToString(), file.FullName, bytes));
                return ExitCodes.Done;
            }
        }
    }

    private static async Task<long> WriteAsync(Stream body, string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
        {
            await body.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return file.Length;
        }
    }
}
