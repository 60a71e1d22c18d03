using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Makes templates of the header blocks that values of a message are read from. A block of that name that we
/// send ourselves shows what the schema wants in it.</summary>
/// <param name="contract">The contract.</param>
/// <param name="problems">Takes what has no way back.</param>
/// <param name="sent">The blocks that we send.</param>
internal sealed class HeaderDeriver(ContractModel contract, ProblemList problems, IReadOnlyList<TemplateElement> sent)
{
    private readonly PathPlacer _placer = new(contract, problems) { ReplacesPlaceholders = true };
    private readonly FieldPlacer _fields = new(contract, problems);
    private readonly TemplateElement _all = new("uhit", TemplateNames.Message, TemplateNames.Namespace, default);

    /// <summary>The blocks of a message.</summary>
    public IReadOnlyList<TemplateElement> Derive(ScopeModel scope)
    {
        foreach (var condition in scope.When.Where(condition => condition is { IsHeader: true, Is.Count: > 0 }))
        {
            Begin(condition.Path);
            _placer.Place(condition.Source, _all, condition.Path, TemplatePart.Of(condition.Is[0]));
        }

        var names = MessageValues.Of(MessageKind.Headers, contract.TimeZone).Values;
        foreach (var field in scope.Fields.Values)
        {
            if (field.Header is { } header && names.ContainsKey(field.Definition.Name))
            {
                Begin(header);
                _fields.Place(scope, field with { Paths = [header] }, (path, part) => _placer.Place(field.Source, _all, path, part));
            }
        }

        return _all.Children;
    }

    private void Begin(PathModel path)
    {
        if (path.Steps is [{ Name: not null }, ..] && !_all.Children.Exists(IsIt) && sent.FirstOrDefault(IsIt) is { } block)
        {
            _all.Children.Add(block.Clone());
        }

        bool IsIt(TemplateElement element) =>
            element.Name == path.Steps[0].Name && (path.Steps[0].Namespace is not { } ns || element.Namespace == ns);
    }
}
