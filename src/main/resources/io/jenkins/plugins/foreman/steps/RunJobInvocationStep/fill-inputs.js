/* Rows of the inputs of a job template: one for each that the template has, with what Foreman says of it. */
(function () {
  function field(root, name) {
    return root.querySelector("[name='_." + name + "']");
  }

  function item(control) {
    return control.closest(".jenkins-form-item");
  }

  function rowsOf(form) {
    return Array.from(form.querySelectorAll(".repeated-chunk")).filter((row) => field(row, "secretValue"));
  }

  /* The radio buttons of a row have names of their own. */
  function kind(row, value) {
    return row.querySelector(".radio-block-control[value='" + value + "']");
  }

  /* A choice of the values that the template allows; another one, as with a variable, can be kept but not typed. */
  function offer(text, options) {
    const before = text.parentNode.querySelector(".foreman-input-options");
    if (before) {
      before.remove();
    }
    text.hidden = options.length > 0;
    if (options.length === 0) {
      return;
    }
    const choice = document.createElement("select");
    choice.className = "jenkins-select__input";
    choice.setAttribute("aria-label", field(text.closest(".repeated-chunk"), "name").value);
    const values = options.includes(text.value) ? options : [text.value].concat(options);
    for (const value of values) {
      choice.add(new Option(value, value, false, value === text.value));
    }
    choice.addEventListener("change", function () {
      text.value = choice.value;
      text.dispatchEvent(new Event("change"));
    });
    const frame = document.createElement("div");
    frame.className = "jenkins-select foreman-input-options";
    frame.append(choice);
    text.after(frame);
  }

  function explain(row, input, words) {
    const name = item(field(row, "name"));
    let about = name.querySelector(".foreman-input-about");
    if (!about) {
      about = document.createElement("div");
      about.className = "jenkins-form-description foreman-input-about";
      name.append(about);
    }
    about.textContent = [
      input.required ? words.required : "",
      input.description,
      input.value !== "" ? words.default + ": " + input.value : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  }

  function describe(row, input, words) {
    const text = field(row, "value");
    if (input.hidden && kind(row, "value").checked && text.value === "") {
      kind(row, "secretValue").click();
    }
    text.placeholder = input.value;
    offer(text, input.options);
    explain(row, input, words);
  }

  function ask(button, form) {
    const asked = new URLSearchParams();
    asked.set("server", field(form, "server").value);
    const feature = form.querySelector(".radio-block-control[value='feature']").checked;
    asked.set(feature ? "feature" : "jobTemplate", field(form, feature ? "feature" : "jobTemplate").value);
    ["organization", "location"].forEach((name) => asked.set(name, field(form, name).value));
    return fetch(button.dataset.url, {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: asked.toString(),
    }).then((response) => response.json());
  }

  Behaviour.specify(".foreman-fill-inputs", "foreman-fill-inputs", 0, function (button) {
    const form = button.closest(".foreman-job-form");
    const status = form.querySelector(".foreman-fill-inputs-status");

    /* What the template does not have came from another one, and Foreman would refuse it. */
    function removeOthers(inputs) {
      const names = inputs.map((input) => input.name);
      for (const row of rowsOf(form)) {
        const name = field(row, "name").value;
        if (!names.includes(name) && !name.includes("$")) {
          row.querySelector(".repeatable-delete").click();
        }
      }
    }

    function rowOf(input) {
      return rowsOf(form).find((row) => field(row, "name").value === input.name);
    }

    function fill(inputs) {
      removeOthers(inputs);
      for (const input of inputs) {
        if (!rowOf(input)) {
          form.querySelector(".repeatable-add").click();
          const row = rowsOf(form).pop();
          field(row, "name").value = input.name;
          if (!input.hidden) {
            field(row, "value").value = input.value;
          }
        }
        describe(rowOf(input), input, button.dataset);
      }
      if (inputs.length === 0) {
        status.textContent = button.dataset.none;
      }
    }

    button.addEventListener("click", function () {
      button.disabled = true;
      status.textContent = "";
      ask(button, form)
        .then(function (reply) {
          if (reply.status === "ok") {
            fill(reply.data);
          } else {
            status.textContent = reply.message;
          }
        })
        .catch(function (error) {
          status.textContent = String(error);
        })
        .then(function () {
          button.disabled = false;
        });
    });

    /* The rows that are there; without an answer they stay as they are. */
    if (rowsOf(form).length > 0) {
      ask(button, form)
        .then(function (reply) {
          for (const input of reply.status === "ok" ? reply.data : []) {
            if (rowOf(input)) {
              describe(rowOf(input), input, button.dataset);
            }
          }
        })
        .catch(() => {});
    }
  });
})();
