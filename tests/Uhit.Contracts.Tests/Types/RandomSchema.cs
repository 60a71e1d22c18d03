using System.Text;

namespace Uhit.Contracts.Tests.Types;

/// <summary>A schema at random: every element has a name of its own, so that it is never in doubt which one is meant.</summary>
internal sealed class RandomSchema(int seed)
{
    private static readonly string[] Simple =
    [
        "xs:string", "xs:int", "xs:decimal", "xs:date", "xs:dateTime", "xs:boolean", "xs:token", "xs:double", "xs:unsignedLong",
        "xs:integer", "xs:anyURI", "xs:base64Binary", "Code", "Numbers",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _types = new();
    private readonly List<string> _names = [];
    private int _elements;

    public string Components()
    {
        for (var i = 0; i < 6; i++)
        {
            AddType($"T{i}");
        }

        return $"<xs:element name='Root' type='T5'/>{_types}"
            + "<xs:simpleType name='Code'><xs:restriction base='xs:string'><xs:enumeration value='A'/><xs:enumeration value='B 1'/>"
            + "</xs:restriction></xs:simpleType>"
            + "<xs:simpleType name='Numbers'><xs:list itemType='xs:int'/></xs:simpleType>";
    }

    private void AddType(string name)
    {
        var parent = _names.Count > 0 && _random.Next(3) == 0 ? _names[_random.Next(_names.Count)] : null;
        var content = Group(0) + Attributes();
        _types.Append(parent is null
            ? $"<xs:complexType name='{name}'>{content}</xs:complexType>"
            : $"<xs:complexType name='{name}'><xs:complexContent><xs:extension base='{parent}'>{content}</xs:extension></xs:complexContent>"
                + $"</xs:complexType>");
        _names.Add(name);
    }

    private string Group(int depth)
    {
        var kind = _random.Next(3) == 0 ? "choice" : "sequence";
        var items = string.Concat(
            Enumerable.Range(0, _random.Next(1, 5)).Select(_ => depth < 3 && _random.Next(3) == 0 ? Group(depth + 1) : Element()));
        return $"<xs:{kind}{Occurs()}>{items}</xs:{kind}>";
    }

    private string Element()
    {
        var type = _names.Count > 0 && _random.Next(3) == 0 ? _names[_random.Next(_names.Count)] : Simple[_random.Next(Simple.Length)];
        var nillable = _random.Next(6) == 0 ? " nillable='true'" : string.Empty;
        return $"<xs:element name='e{_elements++}' type='{type}'{Occurs()}{nillable}/>";
    }

    private string Attributes() => string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ =>
        $"<xs:attribute name='a{_elements++}' "
            + $"type='{Simple[_random.Next(Simple.Length - 2)]}'{(_random.Next(2) == 0 ? " use='required'" : "")}/>"));

    private string Occurs() => _random.Next(6) switch
    {
        0 => " minOccurs='0'",
        1 => " minOccurs='0' maxOccurs='unbounded'",
        2 => " maxOccurs='3'",
        _ => string.Empty,
    };
}
