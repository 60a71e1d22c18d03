using System.Text.Json;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>What can be said of a contract as a whole.</summary>
internal static class ContractCheck
{
    public static void Check(ContractModel model, JsonValue root, ProblemList problems)
    {
        CheckFiles(model, root, problems);
        CheckRoots(model, problems);
        CheckAnswers(model, problems);
        PayloadCheck.Check(model, problems);
        if (model.Find(UhitOperation.RequestHistoricalUsage) is null && root["messages"] is { } messages)
        {
            problems.Warn(messages, "There is no `request`: nothing can be asked for with this contract, only received.");
        }
    }

    private static void CheckFiles(ContractModel model, JsonValue root, ProblemList problems)
    {
        foreach (var wsdl in root["wsdl"]?.Members ?? [])
        {
            CheckFile(model, wsdl.Value, problems);
        }

        foreach (var header in model.Headers)
        {
            CheckFile(model, header.Source["template"], problems);
        }

        foreach (var message in model.Messages)
        {
            CheckFile(model, message.Source["template"], problems);
            CheckFile(model, message.Source["answer"]?["template"], problems);
        }
    }

    private static void CheckFile(ContractModel model, JsonValue? name, ProblemList problems)
    {
        if (name is not { Kind: JsonValueKind.String })
        {
            return;
        }

        var full = Path.GetFullPath(Path.Combine(model.Folder, name.Text));
        if (Path.IsPathRooted(name.Text)
            || !full.StartsWith(model.Folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            problems.Add(name, "A file of the contract is inside its folder: name it relative to that.");
        }
        else if (!File.Exists(full))
        {
            problems.Add(name, $"There is no file {name.Text} in the folder.");
        }
    }

    // How an operation is answered is known before it is known which form a message has.
    private static void CheckAnswers(ContractModel model, ProblemList problems)
    {
        foreach (var forms in model.Messages.Where(message => message.Content is not null).GroupBy(message => message.Operation))
        {
            var first = forms.First();
            foreach (var other in forms.Where(form =>
                !(form.Answer?.Empty ?? []).Take(1).SequenceEqual((first.Answer?.Empty ?? []).Take(1))))
            {
                problems.Add(
                    other.Source["answer"] ?? other.Source,
                    $"All forms of `{other.Name}` are answered alike: each by a template, or each without content under one HTTP status.");
            }
        }
    }

    // Two messages of one root are told apart by content, or not at all.
    private static void CheckRoots(ContractModel model, ProblemList problems)
    {
        var callbacks = model.Messages.Where(message => message.Content is not null).ToList();
        foreach (var group in callbacks.GroupBy(message => (message.Path, message.Content!.Each[0].Text)))
        {
            if (group.Count(message => message.Content!.When.Count == 0) is var plain && plain > 0 && group.Count() > 1)
            {
                var first = group.First(message => message.Content!.When.Count == 0);
                problems.Add(
                    first.Source,
                    $"{group.Count()} messages have this root, so each of them needs a `when` that tells it from the others.");
            }
        }
    }
}
