using System.Globalization;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Makes the model of checked JSON, and tells what its words don't mean.</summary>
internal sealed class ContractBinder(JsonValue root, ProblemList problems)
{
    public ContractModel Bind(string folder)
    {
        var namespaces = (root["namespaces"]?.Members ?? []).ToDictionary(
            member => member.Name, member => member.Value.Text, StringComparer.Ordinal);
        var codes = Codes();
        var zone = Zone();

        // Everybody writes it so, and an attribute of an unknown prefix is one that has a colon in its name, as columns may.
        var known = new Dictionary<string, string>(namespaces, StringComparer.Ordinal);
        known.TryAdd("xsi", TypeNames.Instance);
        var messages = new MessageBinder(new FieldBinder(known, codes, zone, problems), problems);
        var secrets = FieldBinder.Texts(root["secrets"]);
        CheckId();
        return new ContractModel
        {
            Folder = folder,
            Id = root["id"]?.Text ?? string.Empty,
            SoapVersion = root["soap"]?.Text == "1.2" ? SoapVersion.Soap12 : SoapVersion.Soap11,
            Namespaces = namespaces,
            TimeZone = zone,
            InquiryWsdl = root["wsdl"]?["inquiry"]?.Text,
            CallbackWsdl = root["wsdl"]?["callback"]?.Text,
            CallbackFiles = ContractFileReader.Read(folder, root["wsdl"]?["callback"], problems),
            InquiryFiles = ContractFileReader.Read(folder, root["wsdl"]?["inquiry"], problems),
            Secrets = secrets,
            Codes = codes,
            Correlation = FieldBinder.Texts(root["correlation"]),
            IsOnePeriod = root["inquiry"]?["onePeriod"]?.Text == "true",
            MaxLines = MaxLines(),
            ChecksValues = root["inquiry"]?["checkValues"]?.Text != "false",
            Headers = [.. (root["headers"]?.Items ?? []).Select(MessageBinder.HeaderBlock)],
            Understood = messages.Understood(root["understood"]),
            Messages = root["messages"] is { } all ? messages.Bind(all) : [],
            Fault = root["messages"]?["fault"] is { } fault ? messages.Fault(fault) : null,
        };
    }

    private Dictionary<string, CodeTable> Codes()
    {
        var tables = new Dictionary<string, CodeTable>(StringComparer.Ordinal);
        foreach (var table in root["codes"]?.Members ?? [])
        {
            var codes = table.Value.Members.Where(code => code.Name != "*")
                .ToDictionary(code => code.Name, code => code.Value.Text, StringComparer.Ordinal);
            tables[table.Name] = new CodeTable(table.Name, codes, table.Value["*"]?.Text);
        }

        return tables;
    }

    private TimeZoneInfo Zone()
    {
        var value = root["timeZone"];
        var name = value?.Text ?? "America/Chicago";
        if (ZoneNames.Find(name) is { } zone)
        {
            return zone;
        }

        problems.Add(
            value ?? root,
            $"The time zone \"{name}\" is not known on this machine. Write a name such as America/Chicago, or an offset such as -06:00.");
        return TimeZoneInfo.Utc;
    }

    private void CheckId()
    {
        if (root["id"] is { } id
            && (id.Text.Length is 0 or > 64 || !id.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            problems.Add(id, "An id is 1 to 64 letters, digits, dashes, underscores and dots.");
        }
    }

    private int? MaxLines()
    {
        if (root["inquiry"]?["maxLines"] is not { } value)
        {
            return null;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) && lines > 0)
        {
            return lines;
        }

        problems.Add(value, "`maxLines` is a whole number, at least 1.");
        return null;
    }
}
