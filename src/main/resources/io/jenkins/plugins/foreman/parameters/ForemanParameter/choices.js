/* The values that a parameter of a build offers. Without an answer the field stays as it is. */
(function () {
  function option(name, selected) {
    return new Option(name, name, selected, selected);
  }

  function chosen(field) {
    return field.value.split(/[\s,]+/).filter((name) => name !== "");
  }

  /* Any text, with what is offered as suggestions. */
  function suggest(field, names) {
    const list = document.createElement("datalist");
    list.id = "foreman-parameter-" + field.closest(".foreman-parameter").dataset.parameter;
    names.forEach((name) => list.append(option(name, false)));
    field.after(list);
    field.setAttribute("list", list.id);
  }

  /* The field itself goes with the form; this is what people see of it. */
  function select(field, names, many) {
    const choice = document.createElement("select");
    choice.className = "jenkins-select__input foreman-parameter-choice";
    choice.setAttribute("aria-label", field.closest(".foreman-parameter").dataset.parameter);
    choice.multiple = many;
    if (many) {
      choice.size = Math.min(12, Math.max(4, names.length));
    } else if (!names.includes(field.value)) {
      choice.add(option(field.value, true));
    }
    const before = many ? chosen(field) : [field.value];
    names.forEach((name) => choice.add(option(name, before.includes(name))));
    choice.addEventListener("change", function () {
      field.value = Array.from(choice.options)
        .filter((each) => each.selected)
        .map((each) => each.value)
        .join(" ");
    });
    field.before(choice);
    return choice;
  }

  function show(field, names, settings) {
    const many = settings.many === "true";
    const free = settings.otherValues === "true";
    if (free && !many) {
      suggest(field, names);
      return;
    }
    select(field, names, many);
    if (!free) {
      field.type = "hidden";
    }
  }

  Behaviour.specify(".foreman-parameter", "foreman-parameter", 0, function (parameter) {
    if (parameter.dataset.asked) {
      return;
    }
    parameter.dataset.asked = "true";
    const field = parameter.querySelector(".foreman-parameter-value");
    const status = parameter.querySelector(".foreman-parameter-status");
    fetch(parameter.dataset.url, {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: new URLSearchParams({ parameter: parameter.dataset.parameter }).toString(),
    })
      .then((response) => response.json())
      .then(function (reply) {
        if (reply.status === "ok") {
          show(field, reply.data, parameter.dataset);
        } else {
          status.textContent = reply.message;
        }
      })
      .catch(function (error) {
        status.textContent = String(error);
      });
  });
})();
