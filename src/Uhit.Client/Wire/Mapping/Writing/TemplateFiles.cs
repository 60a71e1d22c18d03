using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Reads the template files of a contract.</summary>
/// <param name="model">The contract.</param>
/// <param name="problems">Takes all that is wrong.</param>
internal sealed class TemplateFiles(ContractModel model, List<ContractProblem> problems)
{
    private const string Folder = "templates";

    /// <summary>Compiles a file; <see langword="null"/> where it can't be, which is told.</summary>
    public CompiledTemplate? Compile(string file, MessageKind kind) =>
        Parse(file) is { } root ? Compile(file, root, kind, writesSamples: false) : null;

    /// <summary>Compiles what was parsed or derived already.</summary>
    public CompiledTemplate? Compile(string file, TemplateElement root, MessageKind kind, bool writesSamples)
    {
        var settings = new TemplateSettings
        {
            Kind = kind,
            Zone = model.TimeZone,
            Codes = model.Codes,
            Secrets = [.. model.Secrets],
            WritesSamples = writesSamples,
        };
        return CompiledTemplate.Compile(file, root, settings, problems);
    }

    /// <summary>Parses a file; <see langword="null"/> where it is none. One that is not there is
    /// told by the check of the contract.</summary>
    public TemplateElement? Parse(string file)
    {
        var path = Path.Combine(model.Folder, file);
        var before = problems.Count;
        try
        {
            using var content = File.OpenRead(path);
            var root = TemplateParser.Parse(file, content, problems);
            return problems.Count == before ? root : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problems.Add(new ContractProblem(file, 0, 0, string.Empty, $"The template can't be read: {DisplayText.Of(exception.Message)}"));
            return null;
        }
    }

    /// <summary>The templates in the folder that begin with an element and are named by no message:
    /// messages as they were made from the schema.</summary>
    public TemplateElement? FindUnused(string name, string? ns, IReadOnlyCollection<string> used)
    {
        var folder = Path.Combine(model.Folder, Folder);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            var file = $"{Folder}/{Path.GetFileName(path)}";
            if (!used.Contains(file, StringComparer.Ordinal)
                && new TemplateFiles(model, []).Parse(file) is { } root && root.Name == name && (ns is null || root.Namespace == ns))
            {
                return root;
            }
        }

        return null;
    }
}

/// <summary>What a template needs of the contract that it is of.</summary>
internal sealed record TemplateSettings
{
    public required MessageKind Kind { get; init; }

    /// <summary>The time zone of local times.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The tables of codes.</summary>
    public IReadOnlyDictionary<string, CodeTable> Codes { get; init; } = new Dictionary<string, CodeTable>();

    /// <summary>The names of the contract's secrets.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>Whether values that were made up from the schema are written, as the simulator does.
    /// What we send ourselves never has one.</summary>
    public bool WritesSamples { get; init; }
}
